using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Platform.Kernel.Api;
using Platform.Kernel.CommandLine;
using Platform.Kernel.Results;
using Platform.Speech.Models;

namespace Platform.Speech.CommandLine;

/// <summary><c>platform models</c>: the models folder from the command line, whether or not the service runs. No database is needed.</summary>
public static class ModelsCommand
{
    /// <summary>The verb with its sub-verbs.</summary>
    public static Command Create(CommandServices services)
    {
        var output = OutputOption.Create();
        var name = new Argument<string>("name") { Description = "Name of the model, as 'platform models list' shows it." };
        var file = new Argument<string>("file") { Description = "The ggml file." };

        var list = new Command("list", "List the models: installed, partly downloaded, and to be had.") { output };
        list.SetAction((parsed, _) => ListAsync(services, parsed, parsed.GetValue(output)));
        var download = new Command("download", "Download a model, from where an earlier try stopped. By this you agree to its licence, which 'list' shows.") { name };
        download.SetAction((parsed, cancel) => DownloadAsync(services, parsed, parsed.GetRequiredValue(name), cancel));
        var import = new Command("import", "Install a model from a file.") { file };
        import.SetAction((parsed, cancel) => ImportAsync(services, parsed, parsed.GetRequiredValue(file), cancel));
        var delete = new Command("delete", "Delete a model, or what is there of its download.") { name };
        delete.SetAction((parsed, cancel) => DeleteAsync(services, parsed, parsed.GetRequiredValue(name), cancel));
        return new Command("models", "List, download, import and delete the models of the speech engines.") { list, download, import, delete };
    }

    private static async Task<int> ListAsync(CommandServices services, ParseResult parsed, OutputFormat format)
    {
        var models = services.Provider.GetRequiredService<ModelLibrary>().List();
        var text = format == OutputFormat.Json ? JsonSerializer.Serialize(models, ApiJson.Options) : Table(models);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
        return ExitCodes.Success;
    }

    private static async Task<int> DownloadAsync(CommandServices services, ParseResult parsed, string name, CancellationToken cancellationToken)
    {
        if (services.Provider.GetRequiredService<ModelCatalogue>().Find(name) is not { } entry) return await FailAsync(parsed, Error.NotFound("model", name));
        var (errors, shown) = (parsed.InvocationConfiguration.Error, -1);
        await errors.WriteLineAsync($"{entry.Name}: {entry.Megabytes} MB, licence {entry.Licence}{(entry.LicenceUrl is { } url ? $" ({url})" : "")}");
        var result = await services.Provider.GetRequiredService<ModelDownloader>().DownloadAsync(entry, Show, cancellationToken);
        if (!result.Ok) return await FailAsync(parsed, result.Error);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{result.Value.Name} is installed.");
        return ExitCodes.Success;

        // A line for each per cent, to standard error: what is printed there can be kept in a log.
        void Show(DownloadProgress progress)
        {
            var percent = (int)(100 * progress.Bytes / Math.Max(1, progress.Total));
            if (percent == shown) return;
            shown = percent;
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{percent,3} %  {progress.Bytes >> 20} of {progress.Total >> 20} MB  {progress.BytesPerSecond / (1 << 20):0.0} MB/s"));
        }
    }

    private static async Task<int> ImportAsync(CommandServices services, ParseResult parsed, string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file)) return await FailAsync(parsed, Error.NotFound("file", file));
        await using var content = File.OpenRead(file);
        var imported = await services.Provider.GetRequiredService<ModelLibrary>().ImportAsync(Path.GetFileName(file), content, cancellationToken);
        if (!imported.Ok) return await FailAsync(parsed, imported.Error);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{imported.Value.Name} is installed.");
        return ExitCodes.Success;
    }

    private static async Task<int> DeleteAsync(CommandServices services, ParseResult parsed, string name, CancellationToken cancellationToken)
    {
        var provider = services.Provider;
        var (folder, catalogue) = (provider.GetRequiredService<ModelFolder>(), provider.GetRequiredService<ModelCatalogue>());
        var partial = catalogue.Find(name) is { } entry && PartFile.LengthOf(folder.PathOf(entry)) > 0;
        if (partial) PartFile.Delete(folder.PathOf(catalogue.Find(name)!));
        if (folder.Delete(name) is { Ok: false, Error: { } error } && !partial) return await FailAsync(parsed, error);
        await parsed.InvocationConfiguration.Output.WriteLineAsync($"{name} is deleted.");
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCodes.Success;
    }

    private static string Table(IReadOnlyList<ModelView> models)
    {
        string[][] rows = [["NAME", "STATE", "SIZE", "LANGUAGES", "LICENCE"], .. models.Select(m => new[] { m.Name, State(m), $"{m.Megabytes} MB", m.Languages ?? "-", m.Licence ?? "-" })];
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(r => r[i].Length)).ToArray();
        return string.Join(Environment.NewLine, rows.Select(r => string.Join("  ", r.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()));
    }

    private static string State(ModelView model) => model.State switch
    {
        ModelState.Installed => "installed",
        ModelState.Available => "-",
        _ => $"{(model.State == ModelState.Paused ? "paused" : "coming")} at {100 * (model.Download?.Bytes ?? 0) / Math.Max(1, model.Download?.Total ?? 1)} %",
    };

    private static async Task<int> FailAsync(ParseResult parsed, Error error)
    {
        await parsed.InvocationConfiguration.Error.WriteLineAsync(error.Message);
        return ExitCodes.Failure;
    }
}
