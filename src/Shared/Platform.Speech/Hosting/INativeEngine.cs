using Platform.Speech.Hosting.Wire;

namespace Platform.Speech.Hosting;

/// <summary>
/// Native code behind an engine. Lives in an engine host only: it may crash, abort or end the process. Called by one
/// thread at a time.
/// </summary>
internal interface INativeEngine
{
    /// <summary>Loads library and model. Called once, first.</summary>
    /// <returns>What is worth recording: library version, model type, device.</returns>
    /// <exception cref="NativeEngineException">They cannot be used.</exception>
    IReadOnlyDictionary<string, string> Load(IReadOnlyDictionary<string, string> settings);

    /// <exception cref="NativeEngineException">The engine gave up; it may be asked again.</exception>
    WorkAnswer Work(ReadOnlySpan<float> samples, WorkOrder order, WorkControl control);
}

/// <summary>Progress out of, and cancellation into, a running piece of native work.</summary>
internal sealed class WorkControl(Action<double> progress)
{
    private volatile bool _cancelled;

    public bool Cancelled => _cancelled;

    public void Cancel() => _cancelled = true;

    /// <param name="fraction">0 to 1.</param>
    public void Report(double fraction) => progress(fraction);
}

/// <summary>A failure the engine could tell in words.</summary>
/// <param name="code">Stable, dotted: <c>speech.model_invalid</c>.</param>
/// <param name="message">One sentence for a person.</param>
internal sealed class NativeEngineException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}
