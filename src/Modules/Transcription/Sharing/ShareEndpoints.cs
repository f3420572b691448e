using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Inputs;

namespace Platform.Transcription.Sharing;

/// <summary>The API of links to transcripts.</summary>
internal static class ShareEndpoints
{
    public static IServiceCollection AddSharing(this IServiceCollection services) =>
        services.AddSingleton<ShareAudit>().AddSingleton<Shares>().AddSingleton<ShareLimit>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var shares = api.MapGroup("/transcriptions/{id:guid}/shares").WithTags("Shared transcripts").RequireAuthorization(Policies.Operate);
        shares.MapGet("", ListAsync).WithName("ListTranscriptShares").WithSummary("List the links to a transcript, newest first").Produces<CursorPage<ShareView>>().ProducesProblem(404);
        shares.MapPost("", CreateAsync).WithMetadata(HoldsSecret.Mark).WithName("ShareTranscript").WithSummary("Make a link by which a transcript can be read without signing in")
            .WithDescription("Whoever has the link may read the text, save it in every format and, if allowed, hear the recording, until it expires or is revoked. `url` is given out once and kept nowhere.")
            .Produces<ShareView>(201).ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        shares.MapDelete("/{share:guid}", RevokeAsync).WithName("RevokeTranscriptShare").WithSummary("Revoke a link to a transcript").Produces(204).ProducesProblem(404);
    }

    private static async Task<IResult> ListAsync(Guid id, Shares shares, CancellationToken cancellationToken) =>
        (await shares.ListAsync(id, cancellationToken)).Map(s => new CursorPage<ShareView>(s, null)).ToHttp();

    private static async Task<IResult> CreateAsync(Guid id, ShareInput input, ClaimsPrincipal user, HttpRequest request, Shares shares, CancellationToken cancellationToken) =>
        (await shares.CreateAsync(id, input, Requester.Of(user), cancellationToken))
            .Map(made => made.Share with { Url = UriHelper.BuildAbsolute(request.Scheme, request.Host, request.PathBase, SharedPages.PathOf(made.Token)) })
            .ToCreated(s => $"/api/v1/transcriptions/{id}/shares/{s.Id}");

    private static async Task<IResult> RevokeAsync(Guid id, Guid share, ClaimsPrincipal user, Shares shares, CancellationToken cancellationToken) =>
        (await shares.RevokeAsync(id, share, Requester.Of(user), cancellationToken)).ToHttp();
}
