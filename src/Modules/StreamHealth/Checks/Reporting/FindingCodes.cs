namespace Platform.StreamHealth.Checks.Reporting;

/// <summary>Every code a finding can carry. Listed with their meaning in docs/checks.md; a test compares the two.</summary>
internal static class FindingCodes
{
    public const string UrlInvalid = "url.invalid";
    public const string UrlRefused = "url.refused";
    public const string DnsFailed = "connect.dns";
    public const string ConnectFailed = "connect.failed";
    public const string ConnectTimeout = "connect.timeout";
    public const string TlsFailed = "tls.failed";
    public const string CertificateInvalid = "tls.certificate_invalid";
    public const string CertificateExpiring = "tls.certificate_expiring";
    public const string CertificateSelfSigned = "tls.certificate_self_signed";
    public const string HttpStatus = "http.status";
    public const string HttpClosed = "http.closed_without_answer";
    public const string HttpTimeout = "http.timeout";
    public const string HttpMalformed = "http.malformed";
    public const string HeadersTooLarge = "http.headers_too_large";
    public const string RedirectLoop = "http.redirect_loop";
    public const string RedirectTooMany = "http.redirect_too_many";
    public const string PlaylistLoop = "playlist.loop";
    public const string PlaylistEmpty = "playlist.empty";
    public const string PlaylistTooLarge = "playlist.too_large";
    public const string NotAudio = "stream.not_audio";
    public const string NoAudioBytes = "stream.no_data";
    public const string CodecUnknown = "stream.codec_unknown";
    public const string HlsNotAnalysed = "stream.hls_not_analysed";
    public const string CodecMismatch = "stream.codec_mismatch";
    public const string BitrateMismatch = "stream.bitrate_mismatch";
    public const string CodecUnexpected = "stream.codec_unexpected";
    public const string BitrateUnexpected = "stream.bitrate_unexpected";
    public const string SampleRateUnexpected = "stream.sample_rate_unexpected";
    public const string ChannelsUnexpected = "stream.channels_unexpected";
    public const string NameUnexpected = "stream.name_unexpected";
    public const string TitleUnexpected = "stream.title_unexpected";
    public const string SampleRateMismatch = "stream.sample_rate_mismatch";
    public const string SlowStart = "stream.slow_start";
    public const string Slow = "stream.slow";
    public const string Stalled = "stream.stalled";
    public const string Dropped = "stream.dropped";
    public const string AnalysisFailed = "audio.analysis_failed";
    public const string Silent = "audio.silent";
    public const string Gaps = "audio.gaps";
    public const string Clipping = "audio.clipping";
    public const string DeadChannel = "audio.dead_channel";
    public const string Antiphase = "audio.antiphase";
    public const string MonoAsStereo = "audio.mono_as_stereo";
    public const string LowVolume = "audio.low_volume";
    public const string TooQuiet = "audio.too_quiet";
    public const string TooLoud = "audio.too_loud";
    public const string TruePeak = "audio.true_peak";
    public const string DcOffset = "audio.dc_offset";
    public const string RepetitivePattern = "audio.repetitive_pattern";
    public const string AdsDetected = "ads.detected";
}
