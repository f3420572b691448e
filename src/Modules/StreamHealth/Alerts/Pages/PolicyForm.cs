using System.Globalization;
using Platform.StreamHealth.Contracts;

namespace Platform.StreamHealth.Alerts.Pages;

/// <summary>What somebody is typing into the form of a policy: texts until they are saved.</summary>
internal sealed class PolicyForm
{
    public string Name { get; set; } = "";

    public bool Enabled { get; set; } = true;

    public bool All { get; set; } = true;

    public HashSet<Guid> Streams { get; private init; } = [];

    public HashSet<Guid> Groups { get; private init; } = [];

    public HashSet<string> Tags { get; private init; } = [];

    public bool AlsoDegraded { get; set; }

    public List<Step> Steps { get; private init; } = [];

    public string Resend { get; set; } = "";

    public bool Recovery { get; set; } = true;

    public string Gather { get; set; } = "";

    public bool Quiet { get; set; }

    public string TimeZone { get; set; } = "Europe/Berlin";

    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly To { get; set; } = new(7, 0);

    public HashSet<DayOfWeek> Days { get; private init; } = [];

    public bool DownBreaksThrough { get; set; } = true;

    public HeldMessages Held { get; set; }

    public int? Version { get; private init; }

    public static PolicyForm Of(PolicyView policy) => new()
    {
        Name = policy.Name,
        Enabled = policy.Enabled,
        All = policy.Scope.All,
        Streams = [.. policy.Scope.Streams],
        Groups = [.. policy.Scope.Groups],
        Tags = [.. policy.Scope.Tags],
        AlsoDegraded = policy.Severity == AlertSeverity.Degraded,
        Steps = [.. policy.Steps.Select(s => new Step { After = s.AfterMinutes.ToString(CultureInfo.InvariantCulture), Channels = [.. s.Channels] })],
        Resend = policy.ResendMinutes == 0 ? "" : policy.ResendMinutes.ToString(CultureInfo.InvariantCulture),
        Recovery = policy.Recovery,
        Gather = policy.GatherSeconds == 0 ? "" : policy.GatherSeconds.ToString(CultureInfo.InvariantCulture),
        Quiet = policy.QuietHours is not null,
        TimeZone = policy.QuietHours?.TimeZone ?? "Europe/Berlin",
        From = policy.QuietHours?.From ?? new TimeOnly(22, 0),
        To = policy.QuietHours?.To ?? new TimeOnly(7, 0),
        Days = [.. policy.QuietHours?.Days ?? []],
        DownBreaksThrough = policy.QuietHours?.DownBreaksThrough ?? true,
        Held = policy.QuietHours?.Held ?? HeldMessages.Digest,
        Version = policy.Version,
    };

    public PolicyInput ToInput() => new()
    {
        Name = Name,
        Enabled = Enabled,
        Scope = All ? new PolicyScope() : new PolicyScope { All = false, Streams = [.. Streams], Groups = [.. Groups], Tags = [.. Tags] },
        Severity = AlsoDegraded ? AlertSeverity.Degraded : AlertSeverity.Down,
        Steps = [.. Steps.Select(s => new PolicyStep(Whole(s.After), [.. s.Channels]))],
        ResendMinutes = Whole(Resend),
        Recovery = Recovery,
        GatherSeconds = Whole(Gather),
        QuietHours = Quiet ? new QuietHours { TimeZone = TimeZone.Trim(), Days = [.. Days.Order()], From = From, To = To, DownBreaksThrough = DownBreaksThrough, Held = Held } : null,
        Version = Version,
    };

    // What is no number is out of range, and the rules say so.
    private static int Whole(string text) =>
        text.Trim().Length == 0 ? 0 : int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    public sealed class Step
    {
        public string After { get; set; } = "0";

        public HashSet<Guid> Channels { get; init; } = [];
    }
}
