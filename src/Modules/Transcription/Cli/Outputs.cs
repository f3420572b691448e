using Platform.Kernel.Results;
using Platform.Transcription.Formats;

namespace Platform.Transcription.Cli;

/// <summary>Writes a transcript's files; each is there only when it is whole.</summary>
internal static class Outputs
{
    /// <param name="transcript">What was heard.</param>
    /// <param name="formats">Which files.</param>
    /// <param name="folder">Where.</param>
    /// <param name="stem">Their name without ending.</param>
    /// <param name="cancellationToken">Stops before the next file.</param>
    /// <returns>Full paths, or <c>transcription.write_failed</c>.</returns>
    public static async Task<Result<IReadOnlyList<string>>> WriteAsync(Transcript transcript, IReadOnlyList<TranscriptFormat> formats, string folder, string stem, CancellationToken cancellationToken)
    {
        var written = new List<string>();
        try
        {
            foreach (var format in formats)
            {
                var path = Path.Combine(folder, $"{stem}.{format.Name()}");
                await using (var file = File.Create(path + ".part")) await transcript.WriteAsync(format, file, cancellationToken);
                File.Move(path + ".part", path, overwrite: true);
                written.Add(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error.Unavailable("transcription.write_failed", $"The transcript of {stem} could not be written: {e.Message}");
        }

        return written;
    }
}
