using Microsoft.Extensions.Options;
using Platform.Media.Meters;
using Platform.Media.Pcm;
using Platform.StreamHealth.Checks.Connectivity;
using Platform.StreamHealth.Checks.Formats;

namespace Platform.StreamHealth.Checks.Listening;

/// <summary>What phase 3 brought.</summary>
/// <param name="Decoded">What the decoder says.</param>
/// <param name="Audio">Null when nothing was decoded.</param>
internal sealed record Heard(PcmResult Decoded, AudioMeasurement? Audio);

/// <summary>Listens to a stream that is already open: bytes to the decoder, samples to the meters, nothing on disk.</summary>
internal sealed class Listener(IPcmSource source, IOptionsMonitor<CheckOptions> options)
{
    // Above the bitrate of any audio (uncompressed 24-bit 192 kHz stereo): a flood of something else is cut off.
    private const long MaxBytesPerSecond = 1_250_000;
    private const long BurstBytes = 8 * 1024 * 1024;

    /// <summary>How long listening may take at most.</summary>
    public TimeSpan TimeLimit(CheckRequest request) => TimeSpan.FromSeconds((2 * request.SampleSeconds) + options.CurrentValue.ListenAllowanceSeconds);

    public async Task<Heard> ListenAsync(StreamBeginning beginning, FlowStream rest, CheckRequest request, CancellationToken cancellationToken)
    {
        var meter = new AudioMeter(new AudioMeterOptions
        {
            SilenceThresholdDb = request.Thresholds.SilenceDb,
            MinimumSilence = TimeSpan.FromSeconds(request.Thresholds.SilenceSeconds),
            RepetitionLength = TimeSpan.FromSeconds(Math.Min(request.SampleSeconds, 60)),
        });
        var pcm = new PcmRequest
        {
            Duration = TimeSpan.FromSeconds(request.SampleSeconds),
            Timeout = TimeLimit(request),
            Container = FormatSniffer.ContainerOf(beginning.Format?.Audio),
        };
        rest.MaxBytes = rest.Bytes + BurstBytes + (request.SampleSeconds * MaxBytesPerSecond);
        Stream encoded = new ReplayStream(beginning.Bytes, rest);
        if (request.Capture is { } capture)
        {
            capture.Container = pcm.Container;
            encoded = new CapturingStream(encoded, capture);
        }

        var decoded = await source.DecodeAsync(encoded, pcm, meter, cancellationToken);
        if (request.Capture is { } filled)
        {
            filled.DecoderLog = decoded.Warnings;
            filled.Complete();
        }

        return new Heard(decoded, decoded.Decoded > TimeSpan.Zero ? meter.Finish() : null);
    }
}
