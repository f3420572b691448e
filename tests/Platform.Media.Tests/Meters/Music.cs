using System.Buffers.Binary;
using Platform.Testing.Audio;

namespace Platform.Media.Tests.Meters;

/// <summary>Sounds that a monitor hears in practice, generated or from the test programme; stereo at 44.1 kHz.</summary>
internal static class Music
{
    public const int Rate = 44_100;

    /// <summary>Two voices over noise.</summary>
    public static async Task<float[]> ProgrammeAsync(double from, double seconds, AudioVariant variant = AudioVariant.Programme)
    {
        var wav = await TestAudio.BytesAsync(variant, AudioEncoding.Wav);
        var data = wav.AsSpan().IndexOf("data"u8) + 8;
        var samples = new float[2 * (int)(seconds * Rate)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(data + (4 * (int)(from * Rate)) + (2 * i))) / 32768f;
        return samples;
    }

    /// <summary>The same again and again, with a pause between.</summary>
    public static float[] Repeat(float[] stereo, double pauseSeconds, double seconds)
    {
        var period = stereo.Length + (2 * (int)(pauseSeconds * Rate));
        var samples = new float[2 * (int)(seconds * Rate)];
        for (var i = 0; i < samples.Length; i++) samples[i] = i % period < stereo.Length ? stereo[i % period] : 0;
        return samples;
    }

    /// <summary>Kick, snare and hi-hat at 120 beats a minute, each hit the same as the last.</summary>
    public static float[] Drums(double seconds)
    {
        var noise = new Random(5);
        var hiss = Enumerable.Range(0, Rate).Select(_ => (noise.NextDouble() * 2) - 1).ToArray();
        return Signal.Stereo(seconds, Rate, i =>
        {
            var t = (double)i / Rate;
            var (beat, half, two) = (t % 0.5, t % 0.25, (t + 0.5) % 1.0);
            var kick = 0.6 * Math.Exp(-beat * 18) * Math.Sin(2 * Math.PI * (50 + (60 * Math.Exp(-beat * 30))) * beat);
            var snare = 0.3 * Math.Exp(-two * 14) * hiss[(int)(two * Rate) % Rate];
            var hat = 0.1 * Math.Exp(-half * 60) * hiss[((int)(half * Rate) + 777) % Rate];
            var x = (float)(kick + snare + hat);
            return (x, x);
        });
    }

    /// <summary>Four chords of two seconds each over and over, with a melody that wanders.</summary>
    public static float[] Tune(double seconds, int seed = 9)
    {
        double[][] chords = [[220, 261.6, 329.6], [174.6, 220, 261.6], [130.8, 164.8, 196], [196, 246.9, 293.7]];
        double[] scale = [440, 493.9, 523.3, 587.3, 659.3, 698.5, 784];
        var random = new Random(seed);
        var notes = Enumerable.Range(0, (int)(seconds * 4) + 4).Select(_ => (Pitch: scale[random.Next(scale.Length)], Late: random.NextDouble() * 0.02)).ToArray();
        return Signal.Stereo(seconds, Rate, i =>
        {
            var t = (double)i / Rate;
            var chord = chords[(int)(t / 2) % 4].Sum(f => Math.Sin(2 * Math.PI * f * t) + (0.4 * Math.Sin(4 * Math.PI * f * t))) * 0.05;
            var (pitch, late) = notes[(int)(t * 4)];
            var since = (t % 0.25) - late;
            var note = since > 0 ? 0.15 * Math.Exp(-since * 8) * (Math.Sin(2 * Math.PI * pitch * t) + (0.5 * Math.Sin(4 * Math.PI * pitch * t))) : 0;
            return ((float)(chord + note), (float)((0.8 * chord) + note));
        });
    }

    public static float[] Mix(params float[][] parts) => [.. Enumerable.Range(0, parts.Min(p => p.Length)).Select(i => parts.Sum(p => p[i]))];

    public static float[] At(this float[] samples, double decibels)
    {
        var gain = (float)Math.Pow(10, decibels / 20);
        return [.. samples.Select(s => s * gain)];
    }
}
