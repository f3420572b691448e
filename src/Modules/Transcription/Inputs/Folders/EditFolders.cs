using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Data.Lists;
using Platform.Kernel.Api;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Transcription.Data;
using Platform.Transcription.Presets;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>Lists, adds, changes and removes watched folders. Removing one touches no file.</summary>
internal sealed class EditFolders(
    IDbContextFactory<TranscriptionDb> databases, ReadPresets presets, WakeFolders wake, IOptions<StorageOptions> storage, LiveEvents live, TimeProvider clock)
{
    private const int LongestText = 500;

    public async Task<IReadOnlyList<FolderView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var folders = await db.Set<WatchedFolder>().AsNoTracking().OrderBy(f => f.Name).ToListAsync(cancellationToken);
        var counts = await db.Set<FolderFile>().GroupBy(f => new { f.FolderId, f.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return folders.ConvertAll(f => FolderView.Of(f) with
        {
            Files = counts.Where(c => c.Key.FolderId == f.Id).ToDictionary(c => c.Key.State.ToString().ToLowerInvariant(), c => c.Count),
        });
    }

    public async Task<Result<FolderView>> GetAsync(Guid id, CancellationToken cancellationToken) =>
        (await ListAsync(cancellationToken)).FirstOrDefault(f => f.Id == id) is { } folder ? folder : NotFound(id);

    public async Task<Result<CursorPage<FolderFileView>>> FilesAsync(Guid id, PageRequest request, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (!await db.Set<WatchedFolder>().AnyAsync(f => f.Id == id, cancellationToken)) return NotFound(id);
        return await new ListOrder<FolderFile, FolderFileView, Guid>("-seen", f => f.Id, f => f.Id, v => v.Id, v => v.Id).ReadAsync(
            db.Set<FolderFile>().AsNoTracking().Where(f => f.FolderId == id), request,
            f => new FolderFileView(f.Id, f.Name, f.State, f.Bytes, f.ItemId, f.Error, f.StableSince, f.EndedAt), cancellationToken);
    }

    public async Task<Result<FolderView>> CreateAsync(FolderInput input, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var folder = new WatchedFolder
        {
            Id = Guid.CreateVersion7(now),
            Name = "",
            Path = "",
            Enabled = true,
            Preset = "",
            Endings = "",
            Ignore = "",
            Subfolders = false,
            StableSeconds = 0,
            Duplicates = default,
            Output = default,
            Priority = 0,
            Version = 0,
            CreatedAt = now,
        };
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.Add(folder);
        return await StoreAsync(db, folder, input, cancellationToken);
    }

    public async Task<Result<FolderView>> UpdateAsync(Guid id, FolderInput input, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<WatchedFolder>().FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } folder) return NotFound(id);
        return input.Version is { } read && read != folder.Version ? Changed(folder.Version) : await StoreAsync(db, folder, input, cancellationToken);
    }

    public async Task<Result<Unit>> DeleteAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Set<WatchedFolder>().FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is not { } folder) return NotFound(id);
        db.Remove(folder);
        await db.SaveChangesAsync(cancellationToken);
        folder.Enabled = false;
        await wake.FollowAsync(folder, cancellationToken);
        Tell(id);
        return Unit.Value;
    }

    private async Task<Result<FolderView>> StoreAsync(TranscriptionDb db, WatchedFolder folder, FolderInput input, CancellationToken cancellationToken)
    {
        if (Check(input) is { } wrong) return wrong;
        var preset = await presets.FindAsync(input.Preset, cancellationToken);
        if (!preset.Ok) return preset.Error;
        folder.Path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(input.Path!.Trim()));
        folder.Name = string.IsNullOrWhiteSpace(input.Name) ? Path.GetFileName(folder.Path) : input.Name.Trim();
        folder.Enabled = input.Enabled;
        folder.Preset = preset.Value.Name;
        folder.Endings = input.Endings is null ? FolderFiles.DefaultEndings : Join(input.Endings.Select(e => e.Trim().TrimStart('.').ToLowerInvariant()));
        folder.Ignore = input.Ignore is null ? FolderFiles.DefaultIgnore : Join(input.Ignore.Select(i => i.Trim()));
        (folder.Subfolders, folder.StableSeconds, folder.Duplicates, folder.Output, folder.Priority) = (input.Subfolders, input.StableSeconds, input.Duplicates, input.Output, input.Priority);
        folder.Version++;
        if (await IsTakenAsync(db, folder, cancellationToken)) return Taken();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Changed(folder.Version);
        }
        catch (DbUpdateException)
        {
            if (await IsTakenAsync(db, folder, cancellationToken)) return Taken();
            throw;
        }

        await wake.FollowAsync(folder, cancellationToken);
        await wake.NowAsync(folder.Id, cancellationToken);
        Tell(folder.Id);
        return FolderView.Of(folder);
    }

    private Error? Check(FolderInput input)
    {
        var path = input.Path?.Trim() ?? "";
        if (!Path.IsPathFullyQualified(path)) return Wrong("path", "path must be the full path of a folder, such as /media/recordings.");
        if (File.Exists(path)) return Wrong("path", $"'{path}' is not a directory.");
        if (!Directory.Exists(path)) return Wrong("path", $"'{path}' does not exist on the machine of the service.");
        var (full, data) = (Path.GetFullPath(path) + Path.DirectorySeparatorChar, storage.Value.FullPath() + Path.DirectorySeparatorChar);
        if (full.StartsWith(data, StringComparison.Ordinal) || data.StartsWith(full, StringComparison.Ordinal)) return Wrong("path", "The platform's own data folder cannot be watched.");
        if (input.StableSeconds is < 1 or > 3600) return Wrong("stableSeconds", "stableSeconds must be between 1 and 3600.");
        if (!Enum.IsDefined(input.Duplicates)) return Wrong("duplicates", "duplicates must be keep, skip or overwrite.");
        if (!Enum.IsDefined(input.Output)) return Wrong("output", "output must be move or beside.");
        if (input.Name?.Length > LongestText) return Wrong("name", $"name may have {LongestText} characters.");
        if (input.Endings?.Any(e => e.Any(char.IsWhiteSpace)) == true) return Wrong("endings", "An ending has no blanks.");
        if (input.Ignore?.Any(i => i.Any(char.IsWhiteSpace)) == true) return Wrong("ignore", "A name to ignore has no blanks; put ? for one.");
        return new TranscriptionTerms { Priority = input.Priority }.Check();
    }

    private static string Join(IEnumerable<string> words) => string.Join(' ', words.Where(w => w.Length > 0));

    private static Task<bool> IsTakenAsync(TranscriptionDb db, WatchedFolder folder, CancellationToken cancellationToken) =>
        db.Set<WatchedFolder>().AnyAsync(f => f.Path == folder.Path && f.Id != folder.Id, cancellationToken);

    private void Tell(Guid id) => live.Publish(new LiveEvent("transcription.folder_changed", id.ToString(), clock.GetUtcNow()) { Audience = Kernel.Security.Policies.Administer });

    private static Error NotFound(Guid id) => Error.NotFound("folder", id);

    private static Error Wrong(string field, string message) => Error.InvalidField(field, "folder.invalid", message);

    private static Error Taken() => Error.Conflict("folder.exists", "This folder is watched already.") with { Fields = new Dictionary<string, string[]> { ["path"] = ["Watched already."] } };

    private static Error Changed(int current) => Error.Conflict("folder.changed", $"Somebody changed this folder meanwhile (it is at version {current}). Read it again and repeat the change.");
}
