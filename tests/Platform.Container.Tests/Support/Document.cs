namespace Platform.Container.Tests.Support;

/// <summary>Commands as a document gives them, so that what is tested is what is written.</summary>
internal static class Document
{
    /// <summary>The shell block whose first line is <c># name</c>.</summary>
    public static string Block(string file, string name)
    {
        var text = Repository.Read(file);
        var start = text.IndexOf($"```sh\n# {name}\n", StringComparison.Ordinal);
        if (start < 0) throw new InvalidOperationException($"{file} has no block {name}.");
        return text[(start + "```sh\n".Length)..text.IndexOf("\n```", start + 6, StringComparison.Ordinal)];
    }
}
