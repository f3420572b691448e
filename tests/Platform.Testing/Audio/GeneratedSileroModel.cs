using System.Text;

namespace Platform.Testing.Audio;

/// <summary>
/// A Silero voice model of true format and shape, in which everything but one channel is zero: it takes for speech what has energy between 300 Hz
/// and 3.8 kHz, and nothing else. Spectrum, encoder, LSTM and output run for real; the file is about 0.8 MB.
/// </summary>
public static class GeneratedSileroModel
{
    private const int Taps = 3, Window = 256, Bins = 129, Hidden = 128;
    private const int FirstBin = 5, LastBin = 60;
    private static readonly int[] Inputs = [Bins, 128, 64, 64], Outputs = [128, 64, 64, 128];

    /// <param name="path">File to write.</param>
    /// <param name="hidden">Cells that the head says the LSTM has; another number than 128 is a file that contradicts itself.</param>
    /// <param name="kernel">Width of the encoder's tensors; 3 in truth.</param>
    public static void Write(string path, int hidden = Hidden, int kernel = Taps)
    {
        using var file = new BinaryWriter(File.Create(path));
        file.Write(0x67676d6c);
        file.Write("silero-16k".Length);
        file.Write("silero-16k"u8);
        foreach (var number in (int[])[5, 1, 2, 512, 64, 4]) file.Write(number);
        for (var i = 0; i < 4; i++) foreach (var number in (int[])[Inputs[i], Outputs[i], Taps]) file.Write(number);
        foreach (var number in (int[])[Hidden, hidden, Hidden, 1]) file.Write(number);

        for (var layer = 0; layer < 4; layer++)
        {
            var weights = new float[kernel * Inputs[layer] * Outputs[layer]];
            var (first, last) = layer == 0 ? (FirstBin, LastBin) : (0, 0);
            for (var input = first; input <= last; input++) for (var tap = 0; tap < kernel; tap++) weights[(input * kernel) + tap] = layer == 0 ? 0.2f : 1;
            Tensor(file, $"_model.encoder.{layer}.reparam_conv.weight", weights, half: true, kernel, Inputs[layer], Outputs[layer]);

            // What leaks into the band from a tone outside of it stays below this.
            var bias = new float[Outputs[layer]];
            if (layer == 0) bias[0] = -1;
            Tensor(file, $"_model.encoder.{layer}.reparam_conv.bias", bias, half: false, Outputs[layer]);
        }

        // Gates in the order input, forget, cell, output: nothing is kept, the first cell takes the channel.
        var (ih, bias4) = (new float[Hidden * 4 * Hidden], new float[4 * Hidden]);
        ih[2 * Hidden * Hidden] = 1;
        for (var k = 0; k < Hidden; k++) (bias4[k], bias4[Hidden + k], bias4[(3 * Hidden) + k]) = (10, -20, 10);
        Tensor(file, "_model.decoder.rnn.weight_ih", ih, half: false, Hidden, 4 * Hidden);
        Tensor(file, "_model.decoder.rnn.weight_hh", new float[Hidden * 4 * Hidden], half: false, Hidden, 4 * Hidden);
        Tensor(file, "_model.decoder.rnn.bias_ih", bias4, half: false, 4 * Hidden);
        Tensor(file, "_model.decoder.rnn.bias_hh", new float[4 * Hidden], half: false, 4 * Hidden);

        var output = new float[Hidden];
        output[0] = 20;
        Tensor(file, "_model.decoder.decoder.2.weight", output, half: true, Hidden);
        Tensor(file, "_model.decoder.decoder.2.bias", [-8], half: false, 1);
        Tensor(file, "_model.stft.forward_basis_buffer", Basis(), half: true, Window, 1, 2 * Bins);
    }

    // Real parts of all frequencies, then the imaginary ones, under Hann's window.
    private static float[] Basis()
    {
        var basis = new float[Window * 2 * Bins];
        for (var k = 0; k < Bins; k++)
        {
            for (var n = 0; n < Window; n++)
            {
                var (hann, angle) = (0.5 - (0.5 * Math.Cos(2 * Math.PI * n / Window)), 2 * Math.PI * k * n / Window);
                basis[(k * Window) + n] = (float)(hann * Math.Cos(angle));
                basis[((Bins + k) * Window) + n] = (float)(-hann * Math.Sin(angle));
            }
        }

        return basis;
    }

    private static void Tensor(BinaryWriter file, string name, float[] values, bool half, params int[] dimensions)
    {
        var bytes = Encoding.ASCII.GetBytes(name);
        file.Write(dimensions.Length);
        file.Write(bytes.Length);
        file.Write(half ? 1 : 0);
        foreach (var dimension in dimensions) file.Write(dimension);
        file.Write(bytes);
        foreach (var value in values)
        {
            if (half) file.Write(BitConverter.HalfToUInt16Bits((Half)value));
            else file.Write(value);
        }
    }
}
