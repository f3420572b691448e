using System.Text.Json;
using Platform.Kernel.Api;

namespace Platform.Transcription.Inputs.Fetching;

/// <summary>Which state of the file the bytes of an unfinished download belong to: kept beside them, so that it can be taken up.</summary>
/// <param name="Version">Strong entity tag, else the date of the last change; null when the source has neither.</param>
/// <param name="Total">Bytes of the whole; null when the source did not say.</param>
internal sealed record FetchNote(string? Version, long? Total)
{
    public static string PathOf(string part) => part + ".json";

    public static FetchNote? Read(string part)
    {
        try
        {
            return File.Exists(PathOf(part)) ? JsonSerializer.Deserialize<FetchNote>(File.ReadAllText(PathOf(part)), ApiJson.Options) : null;
        }
        catch (JsonException)
        {
            return null; // cut off by a crash: what the bytes belong to is not known, so they count for nothing
        }
    }

    public Task WriteAsync(string part, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(part)!);
        return File.WriteAllTextAsync(PathOf(part), JsonSerializer.Serialize(this, ApiJson.Options), cancellationToken);
    }
}
