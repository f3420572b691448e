using Platform.Kernel.Results;

namespace Platform.Speech;

/// <summary>Carries an <see cref="Platform.Kernel.Results.Error"/> out of a stream that has no room for one.</summary>
public sealed class SpeechException(Error error) : Exception(error?.Message)
{
    public Error Error { get; } = error ?? throw new ArgumentNullException(nameof(error));
}
