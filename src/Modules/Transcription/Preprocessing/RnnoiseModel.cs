using System.Net;
using Platform.Data;
using Platform.Kernel.Results;
using Platform.Media.Urls;

namespace Platform.Transcription.Preprocessing;

/// <summary>
/// Where RNNoise's model is. What is not there is downloaded once from where <c>RNNOISE_MODEL_URL</c> says, whole or not at all; after
/// a failure not again for a minute, so that a folder of recordings does not wait for each of them.
/// </summary>
internal sealed class RnnoiseModel(GuardedHttp http, DataDirectory data, TimeProvider clock) : IDisposable
{
    // The published models have 0.3 MB.
    private const int MostBytes = 20 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim _one = new(1);
    private (string Url, DateTimeOffset At, Error Error)? _failed;

    /// <returns>The path of the file, or <c>transcription.rnnoise_missing</c>, <c>transcription.rnnoise_not_fetched</c>.</returns>
    public async Task<Result<string>> FindAsync(PreprocessingPlaces places, CancellationToken cancellationToken)
    {
        if (places.RnnoiseModel is { } named && File.Exists(named)) return named;
        if (string.IsNullOrWhiteSpace(places.RnnoiseModelUrl))
        {
            return Error.InvalidField("preprocessing.steps", "transcription.rnnoise_missing", places.RnnoiseModel is null
                ? "RNNoise needs a model: set STT_PREPROCESS_RNNOISE_MODEL to its file or RNNOISE_MODEL_URL to its address, or take the step out."
                : "The model of RNNoise is not where STT_PREPROCESS_RNNOISE_MODEL says.");
        }

        var path = places.RnnoiseModel ?? Path.Combine(data.FullPath, "rnnoise", "model.rnnn");
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (File.Exists(path)) return path;
            if (_failed is { } before && before.Url == places.RnnoiseModelUrl && clock.GetUtcNow() - before.At < Pause) return before.Error;
            if (await FetchAsync(places.RnnoiseModelUrl, path, cancellationToken) is not { } reason) return path;
            var host = Uri.TryCreate(places.RnnoiseModelUrl, UriKind.Absolute, out var uri) && uri.Host.Length > 0 ? uri.Host : "where RNNOISE_MODEL_URL says";
            var error = Error.Unavailable("transcription.rnnoise_not_fetched", $"The model of RNNoise is not here and cannot be had from {host}: {reason} Without a way there, put the file where STT_PREPROCESS_RNNOISE_MODEL says.");
            _failed = (places.RnnoiseModelUrl, clock.GetUtcNow(), error);
            return error;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    // Why it is not there; null: it is.
    private async Task<string?> FetchAsync(string url, string path, CancellationToken cancellationToken)
    {
        var part = $"{path}.{Guid.CreateVersion7():n}.part";
        using var late = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var asked = await http.GetAsync(url, _ => { }, either.Token);
            if (!asked.Ok) return asked.Error.Message;
            using var answer = asked.Value;
            if (answer.StatusCode != HttpStatusCode.OK) return $"it answered {(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd() + ".";
            if (answer.Content.Headers.ContentLength > MostBytes) return TooLarge;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using (var file = File.Create(part))
            {
                await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
                var block = new byte[64 << 10];
                for (int count; (count = await body.ReadAsync(block, either.Token)) > 0;)
                {
                    if (file.Length + count > MostBytes) return TooLarge;
                    await file.WriteAsync(block.AsMemory(0, count), either.Token);
                }
            }

            if (!await IsModelAsync(part, either.Token)) return "what came is no model of RNNoise.";
            File.Move(part, path, overwrite: true);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"it took longer than {Limit.TotalMinutes:0} minutes.";
        }
        catch (Exception e) when (e is IOException or HttpRequestException or UnauthorizedAccessException)
        {
            return e.Message;
        }
        finally
        {
            if (File.Exists(part)) File.Delete(part);
        }
    }

    private static string TooLarge => $"it is larger than {MostBytes >> 20} MB.";

    // As ffmpeg's arnndn tells it.
    private static async Task<bool> IsModelAsync(string path, CancellationToken cancellationToken)
    {
        var head = new byte[29];
        await using var file = File.OpenRead(path);
        return await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken) == head.Length && head.AsSpan().SequenceEqual("rnnoise-nu model file version"u8);
    }
}
