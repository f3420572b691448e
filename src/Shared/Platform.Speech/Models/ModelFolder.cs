using Microsoft.Extensions.Options;
using Platform.Data;
using Platform.Kernel.Results;

namespace Platform.Speech.Models;

/// <summary>The models on disk. The folder is the truth: a file that is put there is installed, one that is deleted is not.</summary>
internal sealed class ModelFolder(IOptionsMonitor<ModelOptions> options, DataDirectory data, ModelCatalogue catalogue)
{
    private const string Prefix = "ggml-";
    private const string Extension = ".bin";

    /// <summary>Full path.</summary>
    public string FullPath => options.CurrentValue.Path is { Length: > 0 } path ? System.IO.Path.GetFullPath(path) : System.IO.Path.Combine(data.FullPath, "models");

    /// <summary>By name.</summary>
    public IReadOnlyList<InstalledModel> List()
    {
        var folder = new DirectoryInfo(FullPath);
        return folder.Exists
            ? [.. folder.EnumerateFiles("*" + Extension).Select(Read).OfType<InstalledModel>().OrderBy(m => m.Name, StringComparer.Ordinal)]
            : [];
    }

    public InstalledModel? Find(string name) => List().FirstOrDefault(m => m.Name == name);

    public string PathOf(InstalledModel model) => System.IO.Path.Combine(FullPath, model.File);

    public string PathOf(CatalogueEntry entry) => System.IO.Path.Combine(FullPath, entry.File);

    /// <summary>Copies a file into the folder, under a name of its own, once it is known to be a model.</summary>
    /// <param name="file">Name of the original, for the name of the model.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <returns>The model, or <c>speech.model_name_invalid</c>, <c>speech.model_exists</c>, <c>speech.model_invalid</c>, <c>speech.checksum_wrong</c>, <c>speech.disk_full</c>.</returns>
    public async Task<Result<InstalledModel>> ImportAsync(string file, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = System.IO.Path.GetFileName(file);
        if (!ModelNames.IsFile(name)) return Error.InvalidField("file", "speech.model_name_invalid", "A model's file name has letters, digits, dots, dashes and underscores only and ends in .bin.");
        var path = System.IO.Path.Combine(FullPath, name);
        if (File.Exists(path)) return Error.Conflict("speech.model_exists", $"There is a model {name} already. Delete it first.");
        var part = $"{path}.import-{Guid.NewGuid():n}";
        try
        {
            Directory.CreateDirectory(FullPath);
            await using (var to = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None)) await content.CopyToAsync(to, cancellationToken);
            if (catalogue.FindFile(name) is { Checksum: { } checksum } known && await Checksums.CompareAsync(part, checksum, cancellationToken) is { } wrong)
                return Error.Invalid("speech.checksum_wrong", $"The file is not {known.Name} as it was published: {wrong}.");
            var kind = Kind(part);
            if (!kind.Ok) return kind.Error with { Kind = ErrorKind.Invalid };
            File.Move(part, path, overwrite: false);
            return new InstalledModel(NameOf(name), kind.Value, name, new FileInfo(path).Length) { Known = catalogue.FindFile(name) };
        }
        catch (IOException e)
        {
            return Error.Unavailable("speech.disk_full", $"The model could not be written to {FullPath}: {e.Message}");
        }
        finally
        {
            File.Delete(part);
        }
    }

    public Result<Unit> Delete(string name)
    {
        if (Find(name) is not { } model) return Error.NotFound("model", name);
        File.Delete(PathOf(model));
        return Unit.Value;
    }

    /// <summary>What kind of model a file is, by its head; <c>speech.model_invalid</c> when it is none.</summary>
    public static Result<ModelKind> Kind(string path)
    {
        if (SileroFile.Is(path)) return ModelKind.Voice;
        var whisper = WhisperFile.Read(path);
        return whisper.Ok ? ModelKind.Whisper : whisper.Error;
    }

    // A file of the catalogue was checked when it came; what it claims to be counts, and the engine says what is wrong with it.
    private InstalledModel? Read(FileInfo file)
    {
        if (catalogue.FindFile(file.Name) is { } known) return new InstalledModel(known.Name, known.Kind, file.Name, file.Length) { Known = known };
        return new InstalledModel(NameOf(file.Name), SileroFile.Is(file.FullName) ? ModelKind.Voice : ModelKind.Whisper, file.Name, file.Length);
    }

    private string NameOf(string file)
    {
        if (catalogue.FindFile(file) is { } known) return known.Name;
        var name = file[..^Extension.Length];
        return name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name;
    }
}
