using System.CommandLine;

namespace Platform.Kernel.CommandLine;

/// <summary>How a verb writes its result to stdout.</summary>
public enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document, for scripts.</summary>
    Json,
}

/// <summary>The <c>--output text|json</c> option that every verb has.</summary>
public static class OutputOption
{
    public static Option<OutputFormat> Create(params string[] aliases) =>
        new("--output", aliases) { Description = "How to write the result: text for people, json for scripts.", DefaultValueFactory = _ => OutputFormat.Text };
}
