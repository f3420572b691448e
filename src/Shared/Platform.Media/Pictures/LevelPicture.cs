using System.Globalization;
using System.Numerics.Tensors;
using Platform.Media.Meters;
using Platform.Media.Pcm;

namespace Platform.Media.Pictures;

/// <summary>
/// Draws the level of each channel over time, in dBFS: RMS filled, peaks above it, the silence threshold dashed, clipped
/// places marked. Memory does not grow with the audio.
/// </summary>
/// <param name="length">How much audio will come; what comes beyond is not drawn.</param>
/// <param name="silenceDb">The silence threshold, dBFS.</param>
/// <param name="clippingLevel">A sample of this magnitude or more is clipped.</param>
public sealed class LevelPicture(TimeSpan length, double silenceDb, float clippingLevel = 0.99f) : IPcmSink
{
    private const int LaneHeight = 130;
    private const int LaneGap = 12;
    private const double LowestDb = -70;
    private Lane[] _lanes = [];
    private float[] _one = [];
    private PcmFormat _format;
    private long _frames;

    /// <inheritdoc/>
    public void Start(PcmFormat format)
    {
        _format = format;
        _lanes = [.. Enumerable.Range(0, format.Channels).Select(_ => new Lane())];
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        var total = Math.Max(1, (long)(length.TotalSeconds * _format.SampleRate));
        var channels = _format.Channels;
        while (interleaved.Length >= channels && _frames < total)
        {
            var column = (int)(_frames * TimeAxis.Columns / total);
            var end = (((column + 1) * total) + TimeAxis.Columns - 1) / TimeAxis.Columns;
            var frames = (int)Math.Min(Math.Max(1, end - _frames), interleaved.Length / channels);
            Add(column, interleaved[..(frames * channels)], frames);
            interleaved = interleaved[(frames * channels)..];
            _frames += frames;
        }
    }

    /// <summary>The picture as a PNG; null when no audio came.</summary>
    public byte[]? ToPng()
    {
        if (_frames == 0) return null;
        var canvas = new Canvas(TimeAxis.PictureWidth, TimeAxis.Top + (_lanes.Length * (LaneHeight + LaneGap)) + TimeAxis.Bottom);
        for (var i = 0; i < _lanes.Length; i++)
            Draw(canvas, _lanes[i], TimeAxis.Top + (i * (LaneHeight + LaneGap)), _lanes.Length == 1 ? "M" : i == 0 ? "L" : "R");
        TimeAxis.Draw(canvas, length.TotalSeconds, TimeAxis.Top + (_lanes.Length * (LaneHeight + LaneGap)) - LaneGap);
        return canvas.ToPng();
    }

    private void Add(int column, ReadOnlySpan<float> interleaved, int frames)
    {
        if (_one.Length < frames) _one = new float[frames];
        for (var channel = 0; channel < _lanes.Length; channel++)
        {
            var samples = _one.AsSpan(0, frames);
            for (var i = 0; i < frames; i++) samples[i] = interleaved[(i * _lanes.Length) + channel];
            Interleaved.RemoveNonFinite(samples);
            _lanes[channel].Add(column, samples);
        }
    }

    private void Draw(Canvas canvas, Lane lane, int top, string name)
    {
        canvas.Fill(TimeAxis.Left, top, TimeAxis.Columns, LaneHeight, Canvas.Field);
        for (var db = -60; db <= 0; db += 20)
        {
            var y = top + Y(db);
            canvas.Fill(TimeAxis.Left, y, TimeAxis.Columns, 1, Canvas.Grid);
            TimeAxis.Label(canvas, Math.Max(y, top + (Canvas.TextHeight / 2)), db == 0 ? "0 dB" : db.ToString(CultureInfo.InvariantCulture));
        }

        canvas.Write(4, top + (LaneHeight / 2) - (Canvas.TextHeight / 2), name, Canvas.Strong);
        for (var column = 0; column < TimeAxis.Columns; column++)
        {
            if (lane.Counts[column] == 0) continue;
            var x = TimeAxis.Left + column;
            var (peak, rms) = (Y(Decibels.OfAmplitude(lane.Peaks[column])), Y(Decibels.OfPower(lane.Energies[column] / lane.Counts[column])));
            canvas.Fill(x, top + peak, 1, rms - peak, Canvas.Soft);
            canvas.Fill(x, top + rms, 1, LaneHeight - rms, Canvas.Strong);
            if (lane.Peaks[column] >= clippingLevel) canvas.Fill(x, top, 1, 8, Canvas.Alarm);
        }

        canvas.DashedLine(TimeAxis.Left, top + Y(silenceDb), TimeAxis.Columns, Canvas.Mark);
    }

    private static int Y(double? db) => (int)Math.Round(Math.Clamp((db ?? LowestDb) / LowestDb, 0, 1) * (LaneHeight - 1));

    private sealed class Lane
    {
        public float[] Peaks { get; } = new float[TimeAxis.Columns];

        public double[] Energies { get; } = new double[TimeAxis.Columns];

        public int[] Counts { get; } = new int[TimeAxis.Columns];

        public void Add(int column, ReadOnlySpan<float> samples)
        {
            Peaks[column] = Math.Max(Peaks[column], MathF.Abs(TensorPrimitives.MaxMagnitude(samples)));
            Energies[column] += TensorPrimitives.SumOfSquares(samples);
            Counts[column] += samples.Length;
        }
    }
}
