using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Streams;

/// <summary>stream_checker's <c>POST /api/streams/check</c>: adds the stream if it is new, has it checked, and answers at once.</summary>
internal static class LegacyCheckEndpoint
{
    public static void Map(IEndpointRouteBuilder site) =>
        site.MapPost("/api/streams/check", CheckAsync).RequireAuthorization(Policies.Operate)
            .WithName("LegacyCheckStream").WithSummary("Check a stream by its address (kept from stream_checker)").WithTags("Streams")
            .Produces<Answer>().ProducesProblem(400);

    private static async Task<IResult> CheckAsync(
        Request request, CreateStream create, CheckStreamNow check, IDbContextFactory<StreamHealthDb> databases, CancellationToken cancellationToken)
    {
        var url = request.Url ?? request.StreamUrl ?? "";
        var identity = StreamId.Of(url);
        if (await FindAsync(databases, identity, cancellationToken) is { } known)
        {
            var asked = await check.RunAsync(known, cancellationToken);
            return asked.Match<IResult>(stream => TypedResults.Ok(Answer.Of(stream)), Problems.From);
        }

        // A new stream is checked at once, without being asked.
        var created = await create.RunAsync(new StreamInput { Url = url }, cancellationToken);
        return created.Match<IResult>(stream => TypedResults.Ok(Answer.Of(stream)), Problems.From);
    }

    private static async Task<Guid?> FindAsync(IDbContextFactory<StreamHealthDb> databases, string identity, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Living().Where(s => s.Identity == identity).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(cancellationToken);
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
