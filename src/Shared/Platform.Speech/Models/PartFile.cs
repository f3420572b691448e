using System.Text.Json;
using Platform.Kernel.Api;

namespace Platform.Speech.Models;

/// <summary>What a download has so far: the bytes, and beside them what the source said of the file they belong to.</summary>
internal sealed class PartFile : IAsyncDisposable
{
    public const string Extension = ".part";
    private readonly string _note;
    private readonly FileStream _file;

    private PartFile(string path)
    {
        (Path, _note) = (path, path + ".json");

        // Nobody else may write, in this process or another.
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        Origin = ReadNote();
        if (Origin is null) _file.SetLength(0);
        _file.Seek(0, SeekOrigin.End);
    }

    public string Path { get; }

    /// <summary>What the bytes belong to; null when there are none.</summary>
    public PartOrigin? Origin { get; private set; }

    public long Length => _file.Length;

    /// <exception cref="IOException">Another process has it open, or the folder cannot be written.</exception>
    public static PartFile Open(string file) => new(file + Extension);

    /// <summary>What is there of a file, without opening it to write; 0 for nothing.</summary>
    public static long LengthOf(string file) => new FileInfo(file + Extension) is { Exists: true } part ? part.Length : 0;

    public static void Delete(string file)
    {
        File.Delete(file + Extension);
        File.Delete(file + Extension + ".json");
    }

    /// <summary>Begins again, with another state of the file.</summary>
    public async Task StartOverAsync(PartOrigin? origin, CancellationToken cancellationToken)
    {
        _file.SetLength(0);
        Origin = origin;
        if (origin is null) File.Delete(_note);
        else await File.WriteAllTextAsync(_note, JsonSerializer.Serialize(origin, ApiJson.Options), cancellationToken);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _file.WriteAsync(bytes, cancellationToken);

    public Task FlushAsync(CancellationToken cancellationToken) => _file.FlushAsync(cancellationToken);

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    private PartOrigin? ReadNote()
    {
        try
        {
            return File.Exists(_note) ? JsonSerializer.Deserialize<PartOrigin>(File.ReadAllText(_note), ApiJson.Options) : null;
        }
        catch (JsonException)
        {
            return null; // cut off by a crash: what the bytes belong to is not known, so they count for nothing
        }
    }
}

/// <summary>Which state of which file the bytes of a download belong to.</summary>
/// <param name="Url">Where it comes from.</param>
/// <param name="Version">Entity tag, else the date of the last change; null when the source has neither, and it cannot be taken up again.</param>
/// <param name="Total">Bytes of the whole file; null when the source did not say.</param>
internal sealed record PartOrigin(string Url, string? Version, long? Total);
