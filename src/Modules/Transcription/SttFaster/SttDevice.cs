using Platform.Kernel.Results;

namespace Platform.Transcription.SttFaster;

/// <summary>What <c>STT_DEVICE</c> asks for: <c>cpu</c>, <c>cuda</c>, <c>cuda/float16</c>.</summary>
/// <param name="Device"><c>cpu</c> or <c>cuda</c>.</param>
/// <param name="ComputeType">Number format; a processor always works with int8, as stt-faster has it.</param>
internal sealed record SttDevice(string Device, string ComputeType)
{
    private const string Forced = "int8";
    private static readonly string[] Devices = ["cpu", "cuda"];
    private static readonly string[] ComputeTypes = [Forced, "float16", "int8_float16", "float32"];

    public static Result<SttDevice> Parse(string text)
    {
        var parts = text.Trim().ToLowerInvariant().Split('/');
        var compute = parts.Length == 2 ? parts[1] : parts[0] == "cpu" ? Forced : "float16";
        if (parts.Length > 2 || !Devices.Contains(parts[0]) || !ComputeTypes.Contains(compute))
            return Error.InvalidField("device", SttEnvironment.InvalidCode, $"STT_DEVICE must be one of {string.Join(", ", Devices)}, perhaps with one of {string.Join(", ", ComputeTypes.Select(c => "/" + c))}, not '{text}'.");
        return new SttDevice(parts[0], parts[0] == "cpu" ? Forced : compute);
    }
}
