namespace Platform.Speech.Hosting;

/// <summary>Which engine with which model a worker has loaded; two equal ones may share a worker.</summary>
/// <param name="Engine">Name on the wire.</param>
/// <param name="Title">For messages: "Whisper with model base".</param>
/// <param name="Settings">For the engine: library, model.</param>
internal sealed record WorkerSpec(string Engine, string Title, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Bytes of memory it will take, roughly; 0 when it is little.</summary>
    public long Memory { get; init; }

    /// <summary>
    /// Whether it helps the large ones at their work. Helpers have places of their own: an engine holds its place for as long as it
    /// transcribes, and if its helper had to wait for one, both would wait for ever.
    /// </summary>
    public bool Helper { get; init; }

    /// <summary>Same key, same worker.</summary>
    public string Key => Engine + "\n" + string.Join('\n', Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value}"));
}
