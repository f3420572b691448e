using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Legacy;

/// <summary>stream_checker's <c>POST /api/streams/check</c>: adds the stream if it is new, has it checked, and answers at once.</summary>
internal static class LegacyCheckEndpoint
{
    private const int MaxText = 500;

    public static void Map(IEndpointRouteBuilder site) =>
        site.MapPost("/api/streams/check", CheckAsync).RequireAuthorization(Policies.Operate)
            .WithName("LegacyCheckStream").WithSummary("Check a stream by its address (kept from stream_checker)").WithTags("Streams")
            .WithDescription("At most 10 an hour from one address (setting `StreamHealth:Legacy:ChecksPerHour`); more are answered with 429 `requests.too_many` and `Retry-After`.")
            .Produces<Answer>().ProducesProblem(400).ProducesProblem(429);

    private static async Task<IResult> CheckAsync(
        Request request, HttpContext context, LegacyCheck check, LegacyLimit limit, LegacyRequests log, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (at, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var url = request.Url ?? request.StreamUrl ?? "";
        var wait = limit.Take(context.Connection.RemoteIpAddress);
        if (wait is { } time) context.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var asked = wait is null ? await check.RunAsync(url, cancellationToken)
            : new Error(ErrorKind.TooMany, "requests.too_many", "This address asked for as many checks within the last hour as it may. Retry-After says when to come back.");
        var headers = context.Request.Headers;
        await log.AddAsync(
            new LegacyRequest
            {
                Id = Guid.CreateVersion7(at),
                At = at,
                Address = log.AddressOf(context.Connection.RemoteIpAddress),
                StreamUrl = Cut(url)!,
                StreamId = StreamId.Of(url),
                UserAgent = Cut(headers.UserAgent),
                Referer = Cut(headers.Referer),
                Status = asked.Ok ? StatusCodes.Status200OK : Problems.StatusOf(asked.Error.Kind),
                ProcessingMs = Math.Round(clock.GetElapsedTime(start).TotalMilliseconds, 1),
            },
            cancellationToken);
        return asked.Match<IResult>(stream => TypedResults.Ok(Answer.Of(stream)), Problems.From);
    }

    // PostgreSQL takes no NUL in a text.
    private static string? Cut(string? text)
    {
        if (text is null) return null;
        text = text.Replace("\0", "", StringComparison.Ordinal);
        return text.Length <= MaxText ? text : text[..MaxText];
    }

    internal sealed record Request
    {
        [JsonPropertyName("url")] public string? Url { get; init; }

        [JsonPropertyName("stream_url")] public string? StreamUrl { get; init; }
    }

    internal sealed record Answer
    {
        [JsonPropertyName("status")] public string Status { get; init; } = "processing";

        [JsonPropertyName("stream_id")] public required string StreamId { get; init; }

        [JsonPropertyName("stream_url")] public required string StreamUrl { get; init; }

        [JsonPropertyName("result_url")] public required string ResultUrl { get; init; }

        public static Answer Of(StreamView stream) => new()
        {
            StreamId = stream.StreamId,
            StreamUrl = stream.Url,
            ResultUrl = $"/api/v1/streams/{stream.Id}/results/latest",
        };
    }
}
