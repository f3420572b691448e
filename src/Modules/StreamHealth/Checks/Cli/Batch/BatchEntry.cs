using System.Text.Json;
using System.Text.Json.Nodes;
using Platform.Kernel.Results;
using Platform.StreamHealth.Checks.Reporting;

namespace Platform.StreamHealth.Checks.Cli.Batch;

/// <summary>One address of a file: its report, or why it was not checked.</summary>
internal sealed record BatchEntry(string Url, TimedReport? Checked, Error? Refused)
{
    public string ToJson() => Checked is { } done ? ReportJson.Write(done.Report) : ToRefusal().ToJsonString();

    public static string ToJson(IReadOnlyList<BatchEntry> entries)
    {
        var items = entries.Select(e => e.Checked is { } done ? ReportJson.WriteIndented(done.Report) : e.ToRefusal().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return $"[{Environment.NewLine}{string.Join("," + Environment.NewLine, items)}{Environment.NewLine}]";
    }

    private JsonObject ToRefusal() => new()
    {
        ["stream_url"] = Url,
        ["error"] = new JsonObject { ["code"] = Refused!.Code, ["message"] = Refused.Message },
    };
}
