namespace Platform.StreamHealth.Incidents.States;

/// <summary>What is known of a stream at one depth: the settled outcome, and how often in a row checks said otherwise.</summary>
internal sealed record DepthTrack
{
    public static readonly DepthTrack Fresh = new();

    /// <summary>Null until the first decision.</summary>
    public Outcome? Settled { get; init; }

    /// <summary>Failing checks in a row.</summary>
    public int Bad { get; init; }

    /// <summary>Checks in a row that were failing or degraded.</summary>
    public int NotGood { get; init; }

    /// <summary>Checks in a row that were good or degraded: the stream was heard.</summary>
    public int NotBad { get; init; }

    /// <summary>Good checks in a row.</summary>
    public int Good { get; init; }

    /// <summary>When the present run of checks that are not good began.</summary>
    public DateTimeOffset? IllSince { get; init; }

    /// <summary>The first check of that run.</summary>
    public Guid? IllResultId { get; init; }

    /// <summary>A fault was seen that is not decided yet.</summary>
    public bool Suspected => Bad > 0 && Settled != Outcome.Bad;

    /// <summary>A fault is being cleared but not long enough yet.</summary>
    public bool Recovering => Settled is Outcome.Bad && NotBad > 0;

    public DepthTrack After(Outcome outcome, Observation observed, int toDown, MonitorLimits limits)
    {
        var next = this with
        {
            Bad = outcome == Outcome.Bad ? Bad + 1 : 0,
            NotGood = outcome == Outcome.Good ? 0 : NotGood + 1,
            NotBad = outcome == Outcome.Bad ? 0 : NotBad + 1,
            Good = outcome == Outcome.Good ? Good + 1 : 0,
            IllSince = outcome == Outcome.Good ? null : IllSince ?? observed.At,
            IllResultId = outcome == Outcome.Good ? null : IllResultId ?? observed.ResultId,
        };
        return next with { Settled = next.Settle(outcome, toDown, limits) };
    }

    private Outcome? Settle(Outcome outcome, int toDown, MonitorLimits limits)
    {
        if (Bad >= toDown) return Outcome.Bad;
        return Settled switch
        {
            Outcome.Bad => NotBad >= limits.SuccessesToUp ? outcome : Outcome.Bad,
            Outcome.Degraded => Good >= limits.SuccessesToUp ? Outcome.Good : Outcome.Degraded,
            null when outcome == Outcome.Good => Outcome.Good,
            var settled => NotGood >= toDown ? Outcome.Degraded : settled,
        };
    }
}
