using System.ComponentModel.DataAnnotations;
using Platform.Kernel.Settings;

namespace Platform.Speech.OpenAi;

/// <summary>A server that speaks OpenAI's API: OpenAI's own, one of the station's, or another node of this platform.</summary>
[SettingsSection("Speech:OpenAi", "Speech: OpenAI-compatible server")]
public sealed class OpenAiOptions
{
    [Display(Name = "Address", Description = "Base address with its version: https://api.openai.com/v1, http://gpu-node:8080/v1. Empty: no such server. What is said is sent there.")]
    [HttpAddress, RuntimeSetting]
    public string? BaseUrl { get; set; }

    [Display(Name = "API key", Description = "Sent as bearer token. Empty for a server that asks for none.")]
    [SecretSetting, RuntimeSetting]
    public string? ApiKey { get; set; }

    [Display(Name = "Speech to text model", Description = "Name of the model as the server knows it. Empty: this server does not write down speech.")]
    [RuntimeSetting]
    public string? SpeechToTextModel { get; set; } = "whisper-1";

    [Display(Name = "Text to speech model", Description = "Name of the model as the server knows it. Empty: this server does not speak.")]
    [RuntimeSetting]
    public string? TextToSpeechModel { get; set; } = "tts-1";

    [Display(Name = "Voice", Description = "Voice where a request names none.")]
    [Required, RuntimeSetting]
    public string Voice { get; set; } = "alloy";

    [Display(Name = "Translation model", Description = "Name of the chat model that translates text. Empty: this server does not translate.")]
    [RuntimeSetting]
    public string? ChatModel { get; set; }

    [Display(Name = "Answer time", Description = "Seconds to wait for an answer to one request (at most two minutes of speech).")]
    [Range(1, 3_600, ErrorMessage = "Speech:OpenAi:TimeoutSeconds must be between 1 and 3600."), RuntimeSetting]
    public int TimeoutSeconds { get; set; } = 300;

    [Display(Name = "Tries again", Description = "How often a request is repeated that failed for the moment (busy, bad gateway, connection lost).")]
    [Range(0, 10, ErrorMessage = "Speech:OpenAi:Retries must be between 0 and 10."), RuntimeSetting]
    public int Retries { get; set; } = 2;
}
