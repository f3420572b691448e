using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Security;
using Platform.Kernel.Settings;
using Platform.Speech;

namespace Platform.Transcription.OpenAi;

/// <summary>
/// Speech as OpenAI's API has it, so that programs written for that one work by changing the base address to <c>/v1</c>. Nothing is kept:
/// an upload is gone when it is answered. Described in docs/openai.md, not in our own API's document, whose conventions are others.
/// </summary>
internal static class OpenAiSlice
{
    public static IServiceCollection AddOpenAi(this IServiceCollection services) => services
        .AddSettings<OpenAiSettings>()
        .AddSingleton<RequestFolder>()
        .AddSingleton<OpenAiModels>()
        .AddSingleton<SpeechPlaces>()
        .AddSingleton<TranscriptionEndpoints>()
        .AddSingleton<SpeakEndpoint>()
        .AddSingleton<OpenAiDoor>();

    public static void MapOpenAi(this IEndpointRouteBuilder site)
    {
        var door = site.ServiceProvider.GetRequiredService<OpenAiDoor>();
        var v1 = site.MapGroup("/v1").WithMetadata(door).AddEndpointFilter(door).ExcludeFromDescription();
        var view = v1.MapGroup("").RequireAuthorization(Policies.View);
        view.MapGet("/models", async (OpenAiModels models, CancellationToken ct) => TypedResults.Json(new { @object = "list", data = await models.ListAsync(ct) }, OpenAiJson.Options));
        view.MapGet("/models/{id}", async (string id, OpenAiModels models, CancellationToken ct) =>
            (await models.GetAsync(id, ct)).Match<IResult>(m => TypedResults.Json(m, OpenAiJson.Options), e => OpenAiError.From(e).ToResult()));

        var operate = v1.MapGroup("/audio").RequireAuthorization(Policies.Operate);
        operate.MapPost("/transcriptions", (HttpContext context, TranscriptionEndpoints speech) => speech.RunAsync(context, SpeechTask.Transcribe));
        operate.MapPost("/translations", (HttpContext context, TranscriptionEndpoints speech) => speech.RunAsync(context, SpeechTask.TranslateToEnglish));
        operate.MapPost("/speech", (HttpContext context, SpeakEndpoint speech) => speech.RunAsync(context));

        // In their words, too, that there is no such thing (chat, embeddings) here.
        view.Map("/{**rest}", (HttpContext context) =>
            new OpenAiError(StatusCodes.Status404NotFound, $"Invalid URL ({context.Request.Method} {context.Request.Path})") { Code = "unknown_url" }.ToResult());
    }
}
