using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;

namespace Platform.Transcription.Presets;

/// <summary>The API of presets.</summary>
internal static class PresetEndpoints
{
    private const string Root = "/api/v1/transcription/presets";

    public static IServiceCollection AddPresets(this IServiceCollection services) => services
        .AddSingleton<RecipeRules>().AddSingleton<ReadPresets>().AddSingleton<SavePreset>();

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/transcription/presets").WithTags("Transcription presets").RequireAuthorization(Policies.View);
        view.MapGet("", ListAsync).WithName("ListTranscriptionPresets").WithSummary("List presets")
            .WithDescription("Those that come with the platform first, one for every installed Whisper model, then people's own.");
        view.MapGet("/{name}", GetAsync).WithName("GetTranscriptionPreset").WithSummary("Read a preset").Produces<PresetView>().ProducesProblem(404);

        var operate = api.MapGroup("/transcription/presets").WithTags("Transcription presets").RequireAuthorization(Policies.Operate);
        operate.MapPost("", CreateAsync).WithName("CreateTranscriptionPreset").WithSummary("Add a preset")
            .Produces<PresetView>(201).ProducesProblem(400).ProducesProblem(409);
        operate.MapPut("/{name}", UpdateAsync).WithName("UpdateTranscriptionPreset").WithSummary("Replace a preset of one's own")
            .WithDescription("With `version`, a preset that somebody changed meanwhile is answered with 409 `preset.changed`.")
            .Produces<PresetView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        operate.MapDelete("/{name}", DeleteAsync).WithName("DeleteTranscriptionPreset").WithSummary("Delete a preset of one's own")
            .Produces(204).ProducesProblem(404).ProducesProblem(409);
        operate.MapPost("/{name}:restore", RestoreAsync).WithName("RestoreTranscriptionPreset").WithSummary("Undo the deletion of a preset")
            .Produces<PresetView>().ProducesProblem(404).ProducesProblem(409);
    }

    private static async Task<Ok<CursorPage<PresetView>>> ListAsync(ReadPresets presets, CancellationToken cancellationToken) =>
        TypedResults.Ok(new CursorPage<PresetView>(await presets.ListAsync(cancellationToken), null));

    private static async Task<IResult> GetAsync(string name, ReadPresets presets, CancellationToken cancellationToken) =>
        (await presets.GetAsync(name, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(PresetInput input, SavePreset save, CancellationToken cancellationToken) =>
        (await save.CreateAsync(input, cancellationToken)).ToCreated(p => $"{Root}/{p.Name}");

    private static async Task<IResult> UpdateAsync(string name, PresetInput input, SavePreset save, CancellationToken cancellationToken) =>
        (await save.UpdateAsync(name, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(string name, SavePreset save, CancellationToken cancellationToken) =>
        (await save.DeleteAsync(name, cancellationToken)).ToHttp();

    private static async Task<IResult> RestoreAsync(string name, SavePreset save, CancellationToken cancellationToken) =>
        (await save.RestoreAsync(name, cancellationToken)).ToHttp();
}
