using System.Globalization;
using Microsoft.AspNetCore.Http;
using Platform.Kernel.Api;
using Platform.Kernel.Results;

namespace Platform.Transcription.OpenAi;

/// <summary>An error as OpenAI's API tells it: <c>{"error":{"message","type","param","code"}}</c>, all four always there.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Message">One sentence for a person.</param>
internal sealed record OpenAiError(int Status, string Message)
{
    private const string ServerError = "server_error";

    /// <summary><c>invalid_request_error</c>, <c>server_error</c> or, where a limit is reached, <c>requests</c>.</summary>
    public string Type { get; init; } = "invalid_request_error";

    /// <summary>Name of the wrong field.</summary>
    public string? Param { get; init; }

    /// <summary>Stable: OpenAI's where it has one for this, else the platform's.</summary>
    public string? Code { get; init; }

    public object Body => new { error = new { message = Message, type = Type, param = Param, code = Code } };

    /// <summary>As an answer of an endpoint.</summary>
    public IResult ToResult() => TypedResults.Json(Body, OpenAiJson.Options, statusCode: Status);

    public static OpenAiError From(Error error) => error.Code switch
    {
        // What was sent is at fault, not this machine.
        "speech.audio_unreadable" => new OpenAiError(StatusCodes.Status400BadRequest, $"The audio file could not be decoded or its format is not supported. {error.Message}") { Param = "file", Code = error.Code },
        UploadedForm.TooLarge => new OpenAiError(StatusCodes.Status413PayloadTooLarge, error.Message) { Type = ServerError },
        "model.not_found" => new OpenAiError(StatusCodes.Status404NotFound, error.Message) { Param = "model", Code = "model_not_found" },
        _ => OfKind(error),
    };

    private static OpenAiError OfKind(Error error) => new(Problems.StatusOf(error.Kind), error.Message)
    {
        Type = error.Kind switch { ErrorKind.Unavailable => ServerError, ErrorKind.TooMany => "requests", _ => "invalid_request_error" },
        Param = error.Fields.Keys.FirstOrDefault(),
        Code = error.Kind == ErrorKind.TooMany ? "rate_limit_exceeded" : error.Code,
    };

    /// <summary>What is told to someone who may not pass.</summary>
    public static OpenAiError Refusal(int status, Error error) => (status, error.Code) switch
    {
        (StatusCodes.Status401Unauthorized, "auth.required") => new OpenAiError(
            status, "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). Keys are made in the console under API keys."),
        (StatusCodes.Status401Unauthorized, "auth.key_unknown") => new OpenAiError(status, "Incorrect API key provided.") { Code = "invalid_api_key" },
        _ => OfKind(error) with { Status = status },
    };

    /// <summary>429 also says when to come back.</summary>
    public static void SetRetryAfter(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
