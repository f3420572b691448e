using System.Buffers;
using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.Results;

namespace Platform.Transcription.Inputs;

/// <summary>The recordings: one file each in a folder below the data folder, named by the platform. What comes in is written to disk as it comes.</summary>
internal sealed class AudioStore(IOptions<StorageOptions> storage, IOptionsMonitor<TranscriptionSettings> settings)
{
    private const int Block = 128 << 10;
    private const long LookAtDiskEvery = 64L << 20;
    private const double Gigabyte = 1e9;

    public string Root { get; } = Path.Combine(storage.Value.FullPath(), "transcription");

    /// <summary>Bytes one recording may have.</summary>
    public long Largest => (long)(settings.CurrentValue.MaxGigabytes * Gigabyte);

    /// <summary>A name for a new recording. No part of it comes from outside.</summary>
    public static string NameOf(Guid id) => $"{id:N}.audio";

    public string PathOf(string name) => Path.Combine(Root, "audio", name);

    /// <summary>Where an upload or a download grows.</summary>
    public string PartPathOf(Guid id) => Path.Combine(Root, "incoming", $"{id:N}.part");

    /// <summary>Why this many more bytes are not taken; null when they are.</summary>
    public Error? WhyNot(long have, long more)
    {
        if (have + more > Largest) return TooLarge();
        Directory.CreateDirectory(Root);
        var (free, reserve) = (new DriveInfo(Root).AvailableFreeSpace, (long)settings.CurrentValue.ReserveMegabytes << 20);
        return more + reserve <= free ? null : Error.Unavailable(
            "recording.no_space", $"The disk has {free >> 20} MB free, of which {reserve >> 20} MB are to be left; this needs {Math.Max(1, more >> 20)} MB.");
    }

    /// <summary>Appends to a growing file, up to the largest size and as long as there is space.</summary>
    /// <param name="body">What comes.</param>
    /// <param name="path">The growing file.</param>
    /// <param name="offset">How long it is; what is beyond is of a piece that was cut short.</param>
    /// <param name="most">Length it may get.</param>
    /// <param name="cancellationToken">Ends the reading. What has come is kept.</param>
    /// <returns>The file's length, or <c>recording.too_large</c>, <c>recording.no_space</c>.</returns>
    public async Task<Result<long>> AppendAsync(Stream body, string path, long offset, long most, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var block = ArrayPool<byte>.Shared.Rent(Block);
        var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.Read, Options = FileOptions.Asynchronous, BufferSize = 0 });
        try
        {
            await using (file)
            {
                file.SetLength(offset);
                file.Seek(offset, SeekOrigin.Begin);
                var (length, looked) = (offset, long.MinValue);
                while (await body.ReadAsync(block.AsMemory(0, Block), cancellationToken) is > 0 and var read)
                {
                    if (length + read > most) return most < Largest ? Error.Invalid("recording.too_long", $"More came than the {most} bytes that were announced.") : TooLarge();
                    if (length - looked > LookAtDiskEvery || looked == long.MinValue)
                    {
                        if (WhyNot(length, read) is { } full) return full;
                        looked = length;
                    }

                    await file.WriteAsync(block.AsMemory(0, read), cancellationToken);
                    length += read;
                }

                return length;
            }
        }
        catch (IOException e) when (IsDiskFull(e))
        {
            return Error.Unavailable("recording.no_space", "The disk is full: nothing more can be taken in.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>What has grown becomes a recording.</summary>
    /// <returns>Its name.</returns>
    public string Keep(Guid partId, Guid id)
    {
        var name = NameOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.Move(PartPathOf(partId), PathOf(name), overwrite: true);
        return name;
    }

    public void Delete(string name) => Remove(PathOf(name));

    public void DeletePart(Guid id) => Remove(PartPathOf(id));

    /// <summary>Files that nobody has written to since.</summary>
    public IEnumerable<FileInfo> OlderThan(DateTime utc) =>
        ((string[])["audio", "incoming"]).Select(f => new DirectoryInfo(Path.Combine(Root, f))).Where(f => f.Exists).SelectMany(f => f.EnumerateFiles()).Where(f => f.LastWriteTimeUtc < utc);

    /// <summary>Whose a file is, by its name.</summary>
    public static Guid? IdOf(string name) => Guid.TryParseExact(name.Split('.')[0], "N", out var id) ? id : null;

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The sweep comes back to it.
        }
    }

    // ENOSPC, EDQUOT; ERROR_DISK_FULL.
    private static bool IsDiskFull(IOException e) => (e.HResult & 0xFFFF) is 28 or 122 or 112;

    private Error TooLarge() => Error.Invalid("recording.too_large", $"A recording may have {settings.CurrentValue.MaxGigabytes:0.###} GB (Transcription:MaxGigabytes).");
}
