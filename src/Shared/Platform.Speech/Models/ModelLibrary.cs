using System.Collections.Concurrent;
using Platform.Kernel.Live;
using Platform.Kernel.Results;
using Platform.Scheduling;
using Platform.Speech.Hosting;

namespace Platform.Speech.Models;

/// <summary>
/// What can be done with models; the page, the API and the command line call this. That a download is wanted is a file in the models
/// folder, so it outlives a restart; the scheduler wakes it.
/// </summary>
internal sealed class ModelLibrary(ModelFolder folder, ModelCatalogue catalogue, EngineWorkers workers, WorkScheduler scheduler, LiveEvents live, TimeProvider clock) : ISpeechModels
{
    public const string Topic = "speech.model";
    private const string Wanted = ".wanted";
    private readonly ConcurrentDictionary<string, DownloadProgress> _coming = [];

    /// <summary>The catalogue's in its order, then the user's own.</summary>
    public IReadOnlyList<ModelView> List()
    {
        var installed = folder.List();
        return [.. catalogue.Entries.Select(e => View(e, installed.FirstOrDefault(m => m.Name == e.Name))), .. installed.Where(m => m.Known is null).Select(View)];
    }

    public Result<ModelView> Get(string name) => List().FirstOrDefault(m => m.Name == name) is { } model ? model : Error.NotFound("model", name);

    /// <summary>Asks for a download, or takes a paused one up. <c>model.not_found</c>; <c>speech.model_exists</c> when it is here.</summary>
    public async Task<Result<Unit>> DownloadAsync(string name, CancellationToken cancellationToken)
    {
        if (catalogue.Find(name) is not { } entry) return Error.NotFound("model", name);
        if (folder.Find(name) is not null) return Error.Conflict("speech.model_exists", $"{name} is installed already.");
        Directory.CreateDirectory(folder.FullPath);
        await File.WriteAllTextAsync(folder.PathOf(entry) + Wanted, "", cancellationToken);
        await scheduler.PutAsync(ModelDownloadWork.KindName, ModelDownloadWork.Item(name), cancellationToken);
        Changed(name);
        return Unit.Value;
    }

    /// <summary>Stops a download and keeps what is there.</summary>
    public async Task<Result<Unit>> PauseAsync(string name, CancellationToken cancellationToken)
    {
        if (catalogue.Find(name) is not { } entry) return Error.NotFound("model", name);
        if (!IsWanted(entry)) return Error.Conflict("speech.download_none", $"{name} is not being downloaded.");
        File.Delete(folder.PathOf(entry) + Wanted);
        await scheduler.RemoveAsync(ModelDownloadWork.KindName, name, cancellationToken);
        Changed(name);
        return Unit.Value;
    }

    /// <summary>Deletes a model, or what is there of a download. A process that has it loaded is ended once it is idle.</summary>
    public async Task<Result<Unit>> DeleteAsync(string name, CancellationToken cancellationToken)
    {
        var entry = catalogue.Find(name);
        if (entry is not null && IsWanted(entry)) await PauseAsync(name, cancellationToken);
        var partial = entry is not null && PartFile.LengthOf(folder.PathOf(entry)) > 0;
        if (partial) PartFile.Delete(folder.PathOf(entry!));
        if (folder.Find(name) is { } model)
        {
            await workers.UnloadAsync(folder.PathOf(model));
            folder.Delete(name);
        }
        else if (!partial)
        {
            return Error.NotFound("model", name);
        }

        Changed(name);
        return Unit.Value;
    }

    /// <inheritdoc cref="ModelFolder.ImportAsync"/>
    public async Task<Result<ModelView>> ImportAsync(string file, Stream content, CancellationToken cancellationToken)
    {
        var imported = await folder.ImportAsync(file, content, cancellationToken);
        if (!imported.Ok) return imported.Error;
        Changed(imported.Value.Name);
        return Get(imported.Value.Name);
    }

    /// <summary>The downloads somebody asked for.</summary>
    public IReadOnlyList<CatalogueEntry> WantedNow() => [.. catalogue.Entries.Where(IsWanted)];

    public bool IsWanted(CatalogueEntry entry) => File.Exists(folder.PathOf(entry) + Wanted);

    public void Came(string name, DownloadProgress progress)
    {
        _coming[name] = progress;
        Changed(name);
    }

    /// <summary>Notes how a try ended. What cannot get better by waiting is not tried again.</summary>
    /// <param name="entry">Of the download.</param>
    /// <param name="error">Null when the model is installed.</param>
    public void Ended(CatalogueEntry entry, Error? error)
    {
        _coming.TryRemove(entry.Name, out _);
        var path = folder.PathOf(entry) + Wanted;
        if (error is null or { Code: not ("speech.source_unreachable" or "speech.download_running") }) File.Delete(path);
        if (error is null) File.Delete(Problem(entry));
        else if (Directory.Exists(folder.FullPath)) File.WriteAllText(Problem(entry), error.Message);
        Changed(entry.Name);
    }

    /// <summary>Forgets what the last try said; the next has begun.</summary>
    public void Begun(CatalogueEntry entry)
    {
        File.Delete(Problem(entry));
        _coming[entry.Name] = new DownloadProgress(PartFile.LengthOf(folder.PathOf(entry)), entry.Megabytes << 20, 0);
        Changed(entry.Name);
    }

    /// <summary>Notes that a try was stopped: paused, or the service ends. In the latter case it is still wanted.</summary>
    public void Stopped(string name)
    {
        _coming.TryRemove(name, out _);
        Changed(name);
    }

    private string Problem(CatalogueEntry entry) => folder.PathOf(entry) + ".problem";

    private void Changed(string name) => live.Publish(new LiveEvent(Topic, name, clock.GetUtcNow()));

    private ModelView View(CatalogueEntry entry, InstalledModel? installed)
    {
        var (path, wanted) = (folder.PathOf(entry), IsWanted(entry));
        var here = PartFile.LengthOf(path);
        var state = installed is not null ? ModelState.Installed : wanted ? ModelState.Downloading : here > 0 ? ModelState.Paused : ModelState.Available;
        var problem = installed is null && File.Exists(Problem(entry)) ? File.ReadAllText(Problem(entry)) : null;
        var coming = _coming.TryGetValue(entry.Name, out var progress) ? progress : (DownloadProgress?)null;
        problem ??= coming?.Trouble;
        return new ModelView
        {
            Name = entry.Name,
            Kind = entry.Kind,
            Description = entry.Description,
            Languages = entry.Languages,
            Licence = entry.Licence,
            LicenceUrl = entry.LicenceUrl,
            Checksum = entry.Checksum,
            Megabytes = installed is not null ? installed.Bytes >> 20 : entry.Megabytes,
            State = state,
            Download = installed is null && (wanted || here > 0 || problem is not null)
                ? new DownloadView(coming?.Bytes ?? here, coming?.Total ?? entry.Megabytes << 20, wanted ? coming?.BytesPerSecond : null, problem)
                : null,
        };
    }

    private static ModelView View(InstalledModel model) => new()
    {
        Name = model.Name,
        Kind = model.Kind,
        Description = "A file of your own.",
        Megabytes = model.Bytes >> 20,
        State = ModelState.Installed,
    };
}
