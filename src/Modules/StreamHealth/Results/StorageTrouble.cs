using Platform.Kernel.Health;

namespace Platform.StreamHealth.Results;

/// <summary>Whether results can be stored at present; what <see cref="StorageInspection"/> shows.</summary>
internal sealed class StorageTrouble
{
    private Trouble? _current;

    public Trouble? Current => Volatile.Read(ref _current);

    public void Begin(string reason, DateTimeOffset at)
    {
        var before = Current;
        Volatile.Write(ref _current, new Trouble(reason, before?.Since ?? at, (before?.Lost ?? 0) + 1));
    }

    public void Over() => Volatile.Write(ref _current, null);

    /// <param name="Reason">What the database said last.</param>
    /// <param name="Since">When the first result was lost.</param>
    /// <param name="Lost">How many were lost since; about, when several are lost at once.</param>
    public sealed record Trouble(string Reason, DateTimeOffset Since, int Lost);
}

/// <summary>Says on the Health page when results are being lost.</summary>
internal sealed class StorageInspection(StorageTrouble trouble) : IHealthInspection
{
    public string Id => "streamhealth-results-stored";

    public Task<HealthFinding> InspectAsync(CancellationToken cancellationToken)
    {
        var finding = trouble.Current is { } now
            ? HealthFinding.Error(
                "Results of stream checks",
                $"{now.Lost} could not be stored since {now.Since:yyyy-MM-dd HH:mm:ss} UTC: {now.Reason}",
                "Make room on the disk of the data folder, or see why the database does not answer.")
            : HealthFinding.Ok("Results of stream checks", "The last result was stored.");
        return Task.FromResult(finding);
    }
}
