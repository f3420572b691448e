using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Audio;
using OpenAI.Chat;
using Platform.Kernel.Results;

namespace Platform.Speech.OpenAi;

/// <summary>The configured server, by OpenAI's own client library. Its failures become errors that name what to look at.</summary>
internal sealed class OpenAiServer(IOptionsMonitor<OpenAiOptions> options) : IDisposable
{
    // A server that answers with another address would get the key sent there.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = Timeout.InfiniteTimeSpan };

    public OpenAiOptions Options => options.CurrentValue;

    public AudioClient Audio(string model) => new(model, Key(), Client());

    public ChatClient Chat(string model) => new(model, Key(), Client());

    /// <summary>How the server's part is set up.</summary>
    /// <param name="model">The configured model.</param>
    /// <param name="setting">Its setting.</param>
    public EngineState Inspect(string? model, string setting) =>
        string.IsNullOrWhiteSpace(Options.BaseUrl) ? EngineState.Missing("No server is set.", "Set Speech:OpenAi:BaseUrl.", "settings#speech-openai")
        : string.IsNullOrWhiteSpace(model) ? EngineState.Missing("No model is set.", $"Set Speech:OpenAi:{setting}.", "settings#speech-openai")
        : EngineState.Good($"Model {model} at {Host}.");

    /// <summary>Calls the server.</summary>
    /// <returns>
    /// The answer, or <c>speech.server_unreachable</c>, <c>speech.server_timeout</c>, <c>speech.server_key</c>, <c>speech.server_busy</c>,
    /// <c>speech.model_unknown</c>, <c>speech.server_failed</c>.
    /// </returns>
    public async Task<Result<T>> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return Result.Of(await call(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (ClientResultException e)
        {
            return Refused(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return Unreachable(e);
        }
        catch (AggregateException e)
        {
            // Each of the tries failed.
            return e.InnerExceptions[^1] is OperationCanceledException ? Late() : Unreachable(e.InnerExceptions[^1]);
        }
        catch (OperationCanceledException)
        {
            return Late();
        }
        catch (Exception e) when (e is System.Text.Json.JsonException or InvalidDataException or FormatException or InvalidOperationException)
        {
            return Error.Unavailable("speech.server_failed", $"{Host} answered something else than was asked for: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private string Host => Uri.TryCreate(Options.BaseUrl, UriKind.Absolute, out var uri) ? uri.Authority : "the server";

    private ApiKeyCredential Key() => new(string.IsNullOrWhiteSpace(Options.ApiKey) ? "none" : Options.ApiKey);

    private OpenAIClientOptions Client() => new()
    {
        Endpoint = new Uri(Options.BaseUrl!),
        Transport = new HttpClientPipelineTransport(_http),
        NetworkTimeout = TimeSpan.FromSeconds(Options.TimeoutSeconds),
        RetryPolicy = new ClientRetryPolicy(Options.Retries),
    };

    private Error Unreachable(Exception e) => Error.Unavailable("speech.server_unreachable", $"{Host} cannot be reached: {e.Message}");

    private Error Late() => Error.Unavailable("speech.server_timeout", $"{Host} did not answer within {Options.TimeoutSeconds} s.");

    private Error Refused(ClientResultException e) => e.Status switch
    {
        401 or 403 => Error.Unavailable("speech.server_key", $"{Host} refused the key ({e.Status}). Set Speech:OpenAi:ApiKey. {Said(e)}"),
        404 => Error.Unavailable("speech.model_unknown", $"{Host} does not know the model or the address (404). {Said(e)}"),
        429 => Error.Unavailable("speech.server_busy", $"{Host} is busy or the allowance is used up (429). {Said(e)}"),
        0 => Error.Unavailable("speech.server_unreachable", $"{Host} cannot be reached: {e.Message}"),
        _ => Error.Unavailable("speech.server_failed", $"{Host} answered {e.Status}. {Said(e)}"),
    };

    // The first lines say it; the rest may be a page.
    private static string Said(ClientResultException e)
    {
        const int most = 300;
        var said = string.Join(' ', e.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return said.Length > most ? said[..most] + "…" : said;
    }
}
