using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Contracts;
using Platform.StreamHealth.Incidents.States;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Incidents;

/// <summary>What a check of each depth says of which.</summary>
public sealed class ObservationsTests
{
    [Theory]
    [InlineData(FindingCodes.HlsStale, true)]
    [InlineData(FindingCodes.HlsSegmentUnavailable, true)]
    [InlineData(FindingCodes.MediaServer, true)]
    [InlineData(FindingCodes.DnsFailed, true)]
    [InlineData(FindingCodes.CertificateInvalid, true)]
    [InlineData(FindingCodes.Silent, false)]
    [InlineData(FindingCodes.Stalled, false)]
    [InlineData(FindingCodes.Dropped, false)]
    public void A_fault_that_every_check_finds_is_cleared_by_every_check(string code, bool shallow)
    {
        var observed = Of(3, StreamState.Failing, new Finding(code, Severity.Error, "x"));
        Assert.Equal(shallow ? (Outcome.Bad, null) : (Outcome.Good, (Outcome?)Outcome.Bad), (observed.Shallow, observed.Deep));
        Assert.Equal((Outcome.Bad, null), (Of(1, StreamState.Failing, new Finding(code, Severity.Error, "x")).Shallow, observed.Shallow == Outcome.Bad ? observed.Deep : null));
    }

    [Theory]
    [InlineData(FindingCodes.TitleUnexpected, true)]
    [InlineData(FindingCodes.SampleRateUnexpected, true)]
    [InlineData(FindingCodes.DashStale, true)]
    [InlineData(FindingCodes.HlsTargetDuration, true)]
    [InlineData(FindingCodes.Gaps, false)]
    [InlineData(FindingCodes.Slow, false)]
    [InlineData(FindingCodes.PlayerFailed, false)]
    public void So_is_what_degrades(string code, bool shallow)
    {
        var observed = Of(3, StreamState.Degraded, new Finding(code, Severity.Warning, "x"));
        Assert.Equal(shallow ? (Outcome.Degraded, Outcome.Good) : (Outcome.Good, Outcome.Degraded), (observed.Shallow, observed.Deep!.Value));
    }

    [Fact]
    public void What_is_ignored_or_only_pointed_out_says_nothing()
    {
        var observed = Of(3, StreamState.Healthy, new Finding(FindingCodes.HlsStale, Severity.Error, "x"), new Finding(FindingCodes.Hum, Severity.Info, "x"));
        Assert.Equal((Outcome.Good, Outcome.Good), (observed.Shallow, observed.Deep!.Value));
    }

    private static Observation Of(int phase, StreamState state, params Finding[] findings)
    {
        var result = Seeds.Result(Guid.NewGuid(), Seeds.Start, state);
        result = new Platform.StreamHealth.Results.CheckResult
        {
            Id = result.Id,
            StreamId = result.StreamId,
            StartedAt = result.StartedAt,
            DurationMs = 1,
            Phase = phase,
            State = state,
            Score = 1,
            Findings = "",
        };
        return Observations.Of(result, Seeds.Report(result.Id, Seeds.Start) with { Findings = findings }, state == StreamState.Healthy ? [FindingCodes.HlsStale] : []);
    }
}
