using Platform.StreamHealth.Checks;
using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Evidence;
using Platform.StreamHealth.Tests.Monitoring;

namespace Platform.StreamHealth.Tests.Evidence;

public sealed class EvidenceCauseTests
{
    private static readonly Finding Silent = new("audio.silent", Severity.Error, "Silent");
    private static readonly Finding Gaps = new("audio.gaps", Severity.Warning, "Gaps");
    private static readonly Finding Codec = new("stream.codec_mismatch", Severity.Warning, "Codec");
    private static readonly Finding Mono = new("audio.mono_as_stereo", Severity.Info, "Mono");

    [Fact]
    public void A_failing_check_has_the_worst_finding_as_its_cause() => Assert.Equal("audio.silent", CauseOf(new(), Codec, Gaps, Silent));

    [Fact]
    public void A_degraded_check_has_one_only_when_it_is_heard()
    {
        Assert.Equal("audio.gaps", CauseOf(new(), Codec, Gaps));
        Assert.Null(CauseOf(new(), Codec));
        Assert.Null(CauseOf(new(), Mono));
    }

    [Fact]
    public void What_a_stream_ignores_is_no_cause() => Assert.Null(CauseOf(new CheckThresholds { IgnoredFindings = ["audio.gaps"] }, Codec, Gaps));

    private static string? CauseOf(CheckThresholds thresholds, params Finding[] findings)
    {
        var report = Seeds.Report(Guid.NewGuid(), Seeds.Start) with { Findings = findings, Verdict = CheckVerdict.From(findings, thresholds) };
        return KeepEvidence.CauseOf(report, thresholds);
    }
}
