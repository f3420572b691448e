using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Platform.Kernel.Api;
using Platform.Kernel.Results;
using Platform.Kernel.Security;
using Platform.Speech.Hosting;
using Platform.Speech.Models;
using Platform.Speech.Trying;

namespace Platform.Speech.Api;

/// <summary>Engines and models as an interface.</summary>
internal static class SpeechEndpoints
{
    private const string Octets = "application/octet-stream";

    public static void Map(IEndpointRouteBuilder api)
    {
        var view = api.MapGroup("/speech").WithTags("Speech").RequireAuthorization(Policies.View);
        view.MapGet("/engines", async (EngineList engines, CancellationToken ct) => TypedResults.Ok(new CursorPage<EngineView>(await engines.ListAsync(ct), null)))
            .WithName("ListSpeechEngines").WithSummary("List the speech engines, with what is missing of each");
        view.MapGet("/processes", (EngineWorkers workers) => TypedResults.Ok(new CursorPage<LoadedEngine>(workers.List(), null)))
            .WithName("ListSpeechProcesses").WithSummary("List the engine processes of this node, with the model each has loaded");
        view.MapGet("/models", (ModelLibrary models) => TypedResults.Ok(new CursorPage<ModelView>(models.List(), null)))
            .WithName("ListSpeechModels").WithSummary("List the models: installed, coming, and to be had");
        view.MapGet("/models/{name}", (string name, ModelLibrary models) => models.Get(name).ToHttp()).WithName("GetSpeechModel").WithSummary("Get one model").Produces<ModelView>();

        var operate = api.MapGroup("/speech").WithTags("Speech").RequireAuthorization(Policies.Operate);
        operate.MapPost("/engines/{role}/{id}:test", TestAsync).WithName("TestSpeechEngine").WithSummary("Have an engine do a small piece of real work")
            .WithDescription("role: speechToText, textToSpeech, translation or voiceActivity. A remote engine is really called. 503 with the reason when it does not work.");

        var administer = api.MapGroup("/speech").WithTags("Speech").RequireAuthorization(Policies.Administer);
        administer.MapPost("/models/{name}:download", DownloadAsync).WithName("DownloadSpeechModel").WithSummary("Download a model, or take a paused download up").Produces(StatusCodes.Status202Accepted)
            .WithDescription("By downloading a model you agree to its licence, which the list names. Follow the download by GetSpeechModel or by the events of topic speech.model.");
        administer.MapPost("/models/{name}:pause", (string name, ModelLibrary models, CancellationToken ct) => DoneAsync(models.PauseAsync(name, ct)))
            .WithName("PauseSpeechModel").WithSummary("Stop a download and keep what is there");
        administer.MapDelete("/models/{name}", (string name, ModelLibrary models, CancellationToken ct) => DoneAsync(models.DeleteAsync(name, ct)))
            .WithName("DeleteSpeechModel").WithSummary("Delete a model, or what is there of its download");
        administer.MapPost("/models:import", ImportAsync).WithName("ImportSpeechModel").WithSummary("Install a model from a file, sent as the body").Accepts<byte[]>(Octets)
            .WithDescription("The body is the ggml file. Its kind is found out by its head; a file with a name of the catalogue must be the one that was published.");
    }

    private static async Task<Results<Ok<TrialResult>, ProblemHttpResult>> TestAsync(string role, string id, EngineTrial trial, CancellationToken cancellationToken)
    {
        // In the same spelling as the answers have it; by itself, routing knows only that of the source.
        if (!char.IsAsciiLetter(role[0]) || !Enum.TryParse<EngineRole>(role, ignoreCase: true, out var known)) return Problems.From(Error.NotFound("role", role));
        var tried = await trial.RunAsync(known, id, cancellationToken);
        return tried.Ok ? TypedResults.Ok(tried.Value) : Problems.From(tried.Error);
    }

    private static async Task<IResult> DownloadAsync(string name, ModelLibrary models, CancellationToken cancellationToken) =>
        (await models.DownloadAsync(name, cancellationToken)).Match<IResult>(_ => TypedResults.Accepted($"/api/v1/speech/models/{name}"), Problems.From);

    private static async Task<Results<NoContent, ProblemHttpResult>> DoneAsync(Task<Result<Unit>> act) =>
        await act is { Ok: false, Error: var error } ? Problems.From(error) : TypedResults.NoContent();

    private static async Task<IResult> ImportAsync([Description("File name: `ggml-my-model.bin`.")] string file, HttpRequest request, ModelLibrary models, CancellationToken cancellationToken)
    {
        // Models are gigabytes; the disk is the limit.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
        return (await models.ImportAsync(file, request.Body, cancellationToken)).ToCreated(m => $"/api/v1/speech/models/{m.Name}");
    }
}
