using System.Text;
using Microsoft.Extensions.Options;
using Platform.Kernel.Results;
using Platform.Media.Tools;

namespace Platform.Speech.Translation;

/// <summary>apertium: offline translation by rules, for the pairs that are installed. GPL, so it stays a program of its own.</summary>
internal sealed class ApertiumTranslator(ExternalTool tool, IOptionsMonitor<SpeechOptions> options) : ITranslator
{
    private const string Install = "apt install apertium and a pair such as apertium-eng-spa";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(20);

    /// <summary>apertium names languages by ISO 639-2/3 where it can.</summary>
    private static readonly Dictionary<string, string> Codes = System.Globalization.CultureInfo.GetCultures(System.Globalization.CultureTypes.NeutralCultures)
        .Where(c => c.TwoLetterISOLanguageName.Length == 2).GroupBy(c => c.ThreeLetterISOLanguageName, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.First().TwoLetterISOLanguageName, StringComparer.Ordinal);

    public EngineInfo Info { get; } = new("apertium", "Apertium", "Offline translation by rules for the pairs that are installed; plain, sometimes clumsy.") { Quality = EngineQuality.Draft };

    public async Task<EngineState> InspectAsync(CancellationToken cancellationToken)
    {
        if (ToolPath.Find(options.CurrentValue.ApertiumPath) is null) return EngineState.Missing("Not installed.", $"Run: {Install}");
        var modes = await ModesAsync(cancellationToken);
        return modes is { Ok: true, Value.Count: > 0 }
            ? EngineState.Good($"Pairs: {string.Join(", ", modes.Value.Keys.Select(p => $"{p.From} to {p.To}"))}.")
            : EngineState.Missing("No pair of languages is installed.", "Run: apt install apertium-eng-spa, or another pair.");
    }

    public async Task<Result<IReadOnlyList<LanguagePair>?>> PairsAsync(CancellationToken cancellationToken)
    {
        var modes = await ModesAsync(cancellationToken);
        return Result.Of<IReadOnlyList<LanguagePair>?>(modes.Ok ? [.. modes.Value.Keys] : []);
    }

    public async Task<Result<string>> TranslateAsync(TranslateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (TranslateRequests.Check(request) is { } wrong) return wrong;
        var modes = await ModesAsync(cancellationToken);
        if (!modes.Ok) return modes.Error;
        if (!modes.Value.TryGetValue(new LanguagePair(request.From, request.To), out var mode))
            return Error.InvalidField("to", "speech.pair_unknown", $"Apertium does not translate '{request.From}' to '{request.To}' here; it has: {string.Join(", ", modes.Value.Keys.Select(p => $"{p.From} to {p.To}"))}.");

        // -u: words it does not know stay as they are, without a mark.
        var run = await tool.RunAsync(Request(["-u", mode], Limit) with
        {
            WriteInput = (input, cancel) => input.WriteAsync(Encoding.UTF8.GetBytes(request.Text), cancel).AsTask(),
            MaxOutputBytes = 4 << 20,
        }, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return run.ToError() is { } error ? error with { Code = "speech.failed" } : run.OutputText.TrimEnd('\n');
    }

    private async Task<Result<Dictionary<LanguagePair, string>>> ModesAsync(CancellationToken cancellationToken)
    {
        var listed = await tool.RunAsync(Request(["-l"], ListLimit), cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        if (listed.ToError() is { } error) return error with { Code = listed.Exit == ToolExit.NotFound ? "speech.engine_missing" : "speech.failed" };
        var modes = new Dictionary<LanguagePair, string>();
        foreach (var mode in listed.OutputText.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // "spa-eng"; the first of several forms of a language ("spa-eng_US") is its usual one.
            if (mode.Split('-') is [var from, var to] && Iso(from) is { } source && Iso(to.Split('_')[0]) is { } target) modes.TryAdd(new LanguagePair(source, target), mode);
        }

        return modes;
    }

    private ToolRequest Request(string[] arguments, TimeSpan limit) =>
        new(options.CurrentValue.ApertiumPath, arguments) { Timeout = limit, InstallHint = $"install it with: {Install}", Environment = new Dictionary<string, string?> { ["LC_ALL"] = "C.UTF-8" } };

    private static string? Iso(string code) => code.Length == 2 ? code : Codes.GetValueOrDefault(code);
}
