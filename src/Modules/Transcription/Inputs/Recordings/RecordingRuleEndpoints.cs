using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Transcription.Inputs.Recordings;

/// <summary>The API of the rules for recordings.</summary>
internal static class RecordingRuleEndpoints
{
    private const string Root = "/api/v1/transcription/recording-rules";

    public static IServiceCollection AddRecordingRules(this IServiceCollection services) => services.AddSingleton<EditRecordingRules>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var rules = api.MapGroup("/transcription/recording-rules").WithTags("Recordings").RequireAuthorization(Policies.Administer);
        rules.MapGet("", ListAsync).WithName("ListRecordingRules").WithSummary("List the rules by which recordings are transcribed");
        rules.MapGet("/{id:guid}", GetAsync).WithName("GetRecordingRule").WithSummary("Read a rule for recordings").Produces<RecordingRuleView>().ProducesProblem(404);
        rules.MapPost("", CreateAsync).WithName("CreateRecordingRule").WithSummary("Add a rule for recordings")
            .WithDescription("A recording that a recorder tells of (POST /api/v1/recordings) is transcribed when a rule that is on fits it.")
            .Produces<RecordingRuleView>(201).ProducesProblem(400);
        rules.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateRecordingRule").WithSummary("Change a rule for recordings")
            .Produces<RecordingRuleView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        rules.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteRecordingRule").WithSummary("Delete a rule for recordings").Produces(204).ProducesProblem(404);
    }

    private static async Task<Ok<CursorPage<RecordingRuleView>>> ListAsync(EditRecordingRules rules, CancellationToken cancellationToken) =>
        TypedResults.Ok(new CursorPage<RecordingRuleView>(await rules.ListAsync(cancellationToken), null));

    private static async Task<IResult> GetAsync(Guid id, EditRecordingRules rules, CancellationToken cancellationToken) => (await rules.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(RecordingRuleInput input, EditRecordingRules rules, CancellationToken cancellationToken) =>
        (await rules.CreateAsync(input, cancellationToken)).ToCreated(r => $"{Root}/{r.Id}");

    private static async Task<IResult> UpdateAsync(Guid id, RecordingRuleInput input, EditRecordingRules rules, CancellationToken cancellationToken) =>
        (await rules.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, EditRecordingRules rules, CancellationToken cancellationToken) => (await rules.DeleteAsync(id, cancellationToken)).ToHttp();
}
