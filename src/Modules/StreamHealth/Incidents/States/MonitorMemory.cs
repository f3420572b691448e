using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Incidents.States;

/// <summary>All the monitor remembers of a stream between two checks. Read whole and never searched by, so it is one text column.</summary>
internal sealed record MonitorMemory
{
    public static readonly MonitorMemory Fresh = new();

    public MonitorState State { get; init; } = MonitorState.Pending;

    public DepthTrack Shallow { get; init; } = DepthTrack.Fresh;

    public DepthTrack Deep { get; init; } = DepthTrack.Fresh;

    /// <summary>What people were last told; null for nothing that still holds.</summary>
    public MonitorState? Told { get; init; }

    /// <summary>Checks since nothing hides the state that agreed with an untold one.</summary>
    public int Untold { get; init; }

    /// <summary>The last state of Up, Degraded and Down: what a change is counted from.</summary>
    public MonitorState? LastSettled { get; init; }

    /// <summary>When it changed between those, oldest first; kept as long as the flap window.</summary>
    public IReadOnlyList<DateTimeOffset> Changes { get; init; } = [];

    public bool Flapping { get; init; }

    /// <summary>Failing checks in a row, at the depth that has more of them.</summary>
    [JsonIgnore]
    public int FailuresInRow => Math.Max(Shallow.Bad, Deep.Bad);

    /// <summary>The older of the runs of checks that are not good.</summary>
    [JsonIgnore]
    public DepthTrack Ill => (Shallow.IllSince, Deep.IllSince) switch
    {
        (null, _) => Deep,
        (_, null) => Shallow,
        var (shallow, deep) => deep < shallow ? Deep : Shallow,
    };
}

/// <summary>The memory as JSON text.</summary>
internal sealed class MonitorMemoryText() : ValueConverter<MonitorMemory, string>(memory => Write(memory), json => Read(json))
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    public static string Write(MonitorMemory memory) => JsonSerializer.Serialize(memory, Options);

    public static MonitorMemory Read(string json) =>
        json.Length == 0 ? MonitorMemory.Fresh : JsonSerializer.Deserialize<MonitorMemory>(json, Options) ?? MonitorMemory.Fresh;
}
