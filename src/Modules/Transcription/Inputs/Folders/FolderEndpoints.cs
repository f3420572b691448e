using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.Security;
using Platform.Transcription.Queue;

namespace Platform.Transcription.Inputs.Folders;

/// <summary>The API of watched folders. They name paths of the machine, so it is the administrators'.</summary>
internal static class FolderEndpoints
{
    private const string Root = "/api/v1/transcription/folders";

    public static IServiceCollection AddFolders(this IServiceCollection services) => services
        .AddSingleton<SettleFolderFile>().AddSingleton<ScanFolder>().AddSingleton<EditFolders>().AddSingleton<WakeFolders>()
        .AddSingleton<ITranscriptionEnded>(provider => provider.GetRequiredService<WakeFolders>());

    public static void Map(IEndpointRouteBuilder api)
    {
        var folders = api.MapGroup("/transcription/folders").WithTags("Watched folders").RequireAuthorization(Policies.Administer);
        folders.MapGet("", ListAsync).WithName("ListWatchedFolders").WithSummary("List watched folders, with how many files are in which state");
        folders.MapGet("/{id:guid}", GetAsync).WithName("GetWatchedFolder").WithSummary("Read a watched folder").Produces<FolderView>().ProducesProblem(404);
        folders.MapGet("/{id:guid}/files", FilesAsync).WithName("ListWatchedFiles").WithSummary("List the files of a watched folder, those seen last first")
            .Produces<CursorPage<FolderFileView>>().ProducesProblem(400).ProducesProblem(404);
        folders.MapPost("", CreateAsync).WithName("CreateWatchedFolder").WithSummary("Watch a folder").Produces<FolderView>(201).ProducesProblem(400).ProducesProblem(409);
        folders.MapPut("/{id:guid}", UpdateAsync).WithName("UpdateWatchedFolder").WithSummary("Change a watched folder")
            .Produces<FolderView>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        folders.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteWatchedFolder").WithSummary("Stop watching a folder; no file is touched").Produces(204).ProducesProblem(404);
        folders.MapPost("/{id:guid}:scan", ScanAsync).WithName("ScanWatchedFolder").WithSummary("Look into a folder now").Produces(202).ProducesProblem(404);
    }

    private static async Task<Ok<CursorPage<FolderView>>> ListAsync(EditFolders folders, CancellationToken cancellationToken) =>
        TypedResults.Ok(new CursorPage<FolderView>(await folders.ListAsync(cancellationToken), null));

    private static async Task<IResult> GetAsync(Guid id, EditFolders folders, CancellationToken cancellationToken) => (await folders.GetAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> FilesAsync(Guid id, [AsParameters] PageRequest page, EditFolders folders, CancellationToken cancellationToken) =>
        (await folders.FilesAsync(id, page, cancellationToken)).ToHttp();

    private static async Task<IResult> CreateAsync(FolderInput input, EditFolders folders, CancellationToken cancellationToken) =>
        (await folders.CreateAsync(input, cancellationToken)).ToCreated(f => $"{Root}/{f.Id}");

    private static async Task<IResult> UpdateAsync(Guid id, FolderInput input, EditFolders folders, CancellationToken cancellationToken) =>
        (await folders.UpdateAsync(id, input, cancellationToken)).ToHttp();

    private static async Task<IResult> DeleteAsync(Guid id, EditFolders folders, CancellationToken cancellationToken) => (await folders.DeleteAsync(id, cancellationToken)).ToHttp();

    private static async Task<IResult> ScanAsync(Guid id, EditFolders folders, WakeFolders wake, CancellationToken cancellationToken)
    {
        var folder = await folders.GetAsync(id, cancellationToken);
        if (!folder.Ok) return Problems.From(folder.Error);
        await wake.NowAsync(id, cancellationToken);
        return TypedResults.Accepted($"{Root}/{id}");
    }
}
