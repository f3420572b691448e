using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Platform.Benchmarks.Service;
using Platform.Transcription.Variants;

namespace Platform.Benchmarks.Transcription;

/// <summary>Upload, words, subtitles, a search hit: three voices of espeak-ng and one of flite through the running service.</summary>
internal static class VoicesThroughService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly (string Program, string Voice)[] Voices = [("flite", "slt"), ("espeak-ng", "en-us"), ("espeak-ng", "en-gb"), ("espeak-ng", "en-us+f3")];

    public static async Task RunAsync(string[] options, string folder)
    {
        var speed = TranscriptionBenchmark.Option(options, "--speed", SpokenText.UsualSpeed);
        await using var service = await ServiceUnderTest.StartAsync(folder);
        Row("voice", "WER", "CER", "upload to text, s", "x real time", "srt cues", "search hit at, s");
        foreach (var (program, voice) in Voices)
        {
            var path = Path.Combine(folder, $"{program}-{voice}.wav");
            await SpokenText.SpeakAsync(path, program, voice, SpokenText.Text, speed);
            var start = Stopwatch.GetTimestamp();
            var id = await SubmitAsync(service, path);
            var item = await EndAsync(service, id);
            var took = Stopwatch.GetElapsedTime(start);
            if (item.GetProperty("state").GetString() != "completed")
            {
                TranscriptionBenchmark.Require(false, item.GetRawText());
                continue;
            }

            var text = await service.Api.GetStringAsync(new Uri($"/api/v1/transcriptions/{id}/transcript?format=txt", UriKind.Relative));
            var srt = await service.Api.GetStringAsync(new Uri($"/api/v1/transcriptions/{id}/transcript?format=srt", UriKind.Relative));
            var seconds = (await service.GetAsync($"/api/v1/transcriptions/{id}/transcript")).GetProperty("durationSeconds").GetDouble();
            Row(
                $"{program} {voice}", Percent(EditDistance.Wer(SpokenText.Text, text)), Percent(EditDistance.Cer(SpokenText.Text, text)), Number(took.TotalSeconds), Number(seconds / took.TotalSeconds),
                srt.Split("-->").Length - 1 is var cues ? cues.ToString(CultureInfo.InvariantCulture) : "", await HitAsync(service, id, text));
        }
    }

    private static async Task<string> SubmitAsync(ServiceUnderTest service, string path)
    {
        using var form = new MultipartFormDataContent { { new StringContent("draft-en"), "preset" } };
        form.Add(new StreamContent(File.OpenRead(path)), "file", Path.GetFileName(path));
        using var answer = await service.Api.PostAsync(new Uri("/api/v1/transcriptions:submit", UriKind.Relative), form);
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()! : throw new InvalidOperationException(body);
    }

    private static async Task<JsonElement> EndAsync(ServiceUnderTest service, string id)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var item = await service.GetAsync($"/api/v1/transcriptions/{id}");
            if (item.GetProperty("state").GetString() is "completed" or "failed" || Stopwatch.GetElapsedTime(start) > Patience) return item;
            await Task.Delay(100);
        }
    }

    // The longest word that was heard: it must be found again, in this recording.
    private static async Task<string> HitAsync(ServiceUnderTest service, string id, string text)
    {
        var word = EditDistance.Words(text).MaxBy(w => w.Length) ?? "";
        var hits = await service.Api.GetFromJsonAsync<JsonElement>(new Uri($"/api/v1/transcriptions/search?query={Uri.EscapeDataString(word)}", UriKind.Relative));
        foreach (var hit in hits.GetProperty("items").EnumerateArray())
        {
            if (!hit.GetRawText().Contains(id, StringComparison.Ordinal)) continue;
            var start = hit.GetProperty("at");
            return $"\"{word}\" {start}";
        }

        TranscriptionBenchmark.Require(false, $"'{word}' is not found in {id}");
        return "none";
    }

    private static string Percent(double value) => value.ToString("P1", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    private static void Row(params string[] cells) => System.Console.WriteLine($"| {string.Join(" | ", cells)} |");
}
