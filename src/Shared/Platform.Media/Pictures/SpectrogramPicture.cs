using System.Globalization;
using System.Numerics.Tensors;
using Platform.Media.Meters;
using Platform.Media.Pcm;

namespace Platform.Media.Pictures;

/// <summary>
/// Draws what frequencies sounded when: the mean power of the channels, 100 dB from dark to light, up to 20 kHz or half the
/// sample rate. Memory does not grow with the audio.
/// </summary>
/// <param name="length">How much audio will come; what comes beyond is not drawn.</param>
public sealed class SpectrogramPicture(TimeSpan length) : IPcmSink
{
    private const int Size = 2048;
    private const int Rows = 256;
    private const double LowestDb = -100;
    private const double HighestKhz = 20;
    private readonly Fourier _fourier = new(Size);
    private readonly float[] _left = new float[Size];
    private readonly float[] _right = new float[Size];
    private readonly float[] _power = new float[(Size / 2) + 1];
    private readonly float[] _other = new float[(Size / 2) + 1];
    private readonly float[] _cells = new float[Rows * TimeAxis.Columns];
    private readonly int[] _counts = new int[TimeAxis.Columns];
    private PcmFormat _format;
    private long _total;
    private long _frames;
    private int _filled;
    private int _hop;

    private double TopKhz => Math.Min(HighestKhz, _format.SampleRate / 2000.0);

    /// <inheritdoc/>
    public void Start(PcmFormat format)
    {
        _format = format;
        _total = Math.Max(1, (long)(length.TotalSeconds * format.SampleRate));
        _hop = (int)Math.Clamp(_total / TimeAxis.Columns, Size / 4, Size);
    }

    /// <inheritdoc/>
    public void Write(ReadOnlySpan<float> interleaved)
    {
        for (var i = 0; i + _format.Channels <= interleaved.Length; i += _format.Channels)
        {
            _left[_filled] = interleaved[i];
            _right[_filled] = interleaved[i + _format.Channels - 1];
            if (++_filled == Size) Column();
        }
    }

    /// <summary>The picture as a PNG; null when less than a twentieth of a second came.</summary>
    public byte[]? ToPng()
    {
        if (Array.TrueForAll(_counts, count => count == 0)) return null;
        var canvas = new Canvas(TimeAxis.PictureWidth, TimeAxis.Top + Rows + TimeAxis.Bottom);
        canvas.Fill(TimeAxis.Left, TimeAxis.Top, TimeAxis.Columns, Rows, Canvas.Field);
        var last = Array.FindLastIndex(_counts, count => count > 0);
        var from = 0;
        for (var column = 0; column <= last; column++)
        {
            // Where columns are denser than transforms, the one before stands for those between.
            if (_counts[column] > 0) from = column;
            for (var row = 0; row < Rows && _counts[from] > 0; row++)
            {
                var db = Decibels.OfPower(_cells[(from * Rows) + row] / _counts[from] / 2) ?? LowestDb;
                var level = (int)(Math.Clamp(1 - (db / LowestDb), 0, 1) * (Canvas.HeatLevels - 1));
                canvas.Set(TimeAxis.Left + column, TimeAxis.Top + Rows - 1 - row, (byte)(Canvas.Heat + level));
            }
        }

        var step = TopKhz > 12 ? 5 : TopKhz > 5 ? 2 : 1;
        for (var khz = 0; khz <= TopKhz; khz += step)
        {
            var y = TimeAxis.Top + Rows - 1 - (int)(khz / TopKhz * (Rows - 1));
            canvas.Fill(TimeAxis.Left - 6, y, 6, 2, Canvas.Grid);
            var at = Math.Clamp(y, TimeAxis.Top + (Canvas.TextHeight / 2), TimeAxis.Top + Rows - (Canvas.TextHeight / 2));
            TimeAxis.Label(canvas, at, khz == 0 ? "0 kHz" : khz.ToString(CultureInfo.InvariantCulture));
        }

        TimeAxis.Draw(canvas, length.TotalSeconds, TimeAxis.Top + Rows);
        return canvas.ToPng();
    }

    private void Column()
    {
        Interleaved.RemoveNonFinite(_left);
        Interleaved.RemoveNonFinite(_right);
        var column = (int)Math.Min(TimeAxis.Columns - 1, (_frames + (Size / 2)) * TimeAxis.Columns / _total);
        _fourier.Power(_left, _right, _power, _other);
        TensorPrimitives.Add<float>(_power, _other, _power);
        var perRow = TopKhz * 1000 / _format.SampleRate * Size / Rows;
        for (var row = 0; row < Rows; row++)
        {
            var (first, last) = ((int)(row * perRow), Math.Max((int)(row * perRow) + 1, (int)((row + 1) * perRow)));
            var loudest = 0f;
            for (var bin = first; bin < last && bin < _power.Length; bin++) loudest = Math.Max(loudest, _power[bin]);
            _cells[(column * Rows) + row] += loudest;
        }

        _counts[column]++;
        _frames += _hop;
        _filled = Size - _hop;
        _left.AsSpan(_hop).CopyTo(_left);
        _right.AsSpan(_hop).CopyTo(_right);
    }
}
