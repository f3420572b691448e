using Platform.Kernel.Results;

namespace Platform.Transcription.Cli;

/// <summary>Errors by the names stt-faster's exceptions have, as its record keeps them: <c>ModelLoadError: …</c>.</summary>
internal static class ErrorTypes
{
    public static string Describe(Error error) => $"{TypeOf(error.Code)}: {error.Message}";

    private static string TypeOf(string code) => code switch
    {
        "speech.model_unknown" or "speech.model_missing" => "ModelNotFoundError",
        "speech.model_invalid" or "speech.engine_missing" or "speech.engine_crashed" or "speech.memory_short" => "ModelLoadError",
        "transcription.move_failed" => "FileMoveError",
        "transcription.audio_empty" or "transcription.audio_unreadable" or "transcription.no_audio" or "speech.audio_unreadable" or "transcription.write_failed" or "file.not_found" => "FileProcessingError",
        _ => "TranscriptionProcessingError",
    };
}
