using System.Globalization;
using System.Text;

namespace Platform.Transcription.Tests.Preprocessing;

/// <summary>A network of RNNoise's shape with weights of zero: every gain is a half.</summary>
internal static class GeneratedRnnoiseModel
{
    public static string Write()
    {
        var text = new StringBuilder("rnnoise-nu model file version 1\n");
        Dense(42, 24, 0);
        Gru(24, 24);
        Gru(90, 48);
        Gru(114, 96);
        Dense(96, 22, 1);
        Dense(24, 1, 1);
        return text.ToString();

        void Dense(int inputs, int neurons, int activation) => Layer(inputs, neurons, activation, [inputs * neurons, neurons]);
        void Gru(int inputs, int neurons) => Layer(inputs, neurons, 0, [inputs * neurons * 3, neurons * neurons * 3, neurons * 3]);
        void Layer(int inputs, int neurons, int activation, int[] arrays)
        {
            text.Append(CultureInfo.InvariantCulture, $"{inputs} {neurons} {activation}\n");
            foreach (var count in arrays) text.AppendJoin(' ', Enumerable.Repeat('0', count)).Append('\n');
        }
    }
}
