using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Results;

namespace Platform.Speech.Listening;

/// <summary>Checks a request before anything is loaded for it.</summary>
internal static class SpeechRequests
{
    /// <summary>What is wrong with it; null when nothing is. Fields are named.</summary>
    public static Error? Check(EngineInfo engine, SpeechToTextCapabilities capabilities, SpeechToTextRequest request)
    {
        if (Check(request) is { } wrong) return wrong;
        return capabilities.WhyNot(request) is { } reason ? Error.Invalid("speech.not_capable", $"{engine.Title} cannot do this: {reason}.") : null;
    }

    /// <inheritdoc cref="Check(EngineInfo, SpeechToTextCapabilities, SpeechToTextRequest)"/>
    public static Error? Check(SpeechToTextRequest request)
    {
        foreach (var options in (object[])[request.Decoding, request.Voice, request.Cleaning])
        {
            var problems = new List<ValidationResult>();
            if (Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)) continue;
            var message = problems[0].ErrorMessage ?? "A value is wrong.";
            return Error.InvalidField(message.Split(' ')[0], "speech.option_invalid", message);
        }

        return request.StartAt < TimeSpan.Zero ? Error.InvalidField("startAt", "speech.option_invalid", "startAt must not be negative.") : null;
    }
}
