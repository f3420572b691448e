using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;

namespace Platform.StreamHealth.Alerts.Smtp;

/// <summary>A mail, and its form on the wire: RFC 5322 with MIME, everything in ASCII, plain text and HTML side by side.</summary>
internal sealed record Mail
{
    public required MailAddress From { get; init; }

    public required IReadOnlyList<MailAddress> To { get; init; }

    public required string Subject { get; init; }

    public required string Text { get; init; }

    public string? Link { get; init; }

    public int Colour { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Without the angle brackets. The same for each attempt, so that a mail that comes twice is known as one.</summary>
    public required string MessageId { get; init; }

    public string? Thread { get; init; }

    public bool Urgent { get; init; }

    public byte[] ToBytes()
    {
        // Both parts are Base64, which has no dashes: no content can look like the boundary.
        const string boundary = "--alert-part--";
        var text = new StringBuilder();
        void Header(string name, string value) => text.Append(name).Append(": ").Append(value).Append("\r\n");
        Header("From", Written(From));
        Header("To", string.Join(",\r\n ", To.Select(Written)));
        Header("Subject", Encoded(Subject));
        Header("Date", Date.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header("Message-ID", $"<{MessageId}>");
        if (Thread is not null) Header("References", $"<{Thread}>");
        if (Thread is not null) Header("In-Reply-To", $"<{Thread}>");
        if (Urgent) Header("Importance", "high");
        // So that holiday answers are not sent to a machine (RFC 3834).
        Header("Auto-Submitted", "auto-generated");
        Header("MIME-Version", "1.0");
        Header("Content-Type", $"multipart/alternative; boundary=\"{boundary}\"");
        text.Append("\r\n");
        Part("text/plain", Text.ReplaceLineEndings("\r\n"));
        Part("text/html", Html());
        text.Append("--").Append(boundary).Append("--\r\n");
        return Encoding.ASCII.GetBytes(text.ToString());

        void Part(string type, string content)
        {
            text.Append("--").Append(boundary).Append("\r\n");
            Header("Content-Type", type + "; charset=utf-8");
            Header("Content-Transfer-Encoding", "base64");
            text.Append("\r\n");
            var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(content));
            for (var at = 0; at < base64.Length; at += 76) text.Append(base64, at, Math.Min(76, base64.Length - at)).Append("\r\n");
        }
    }

    private string Html()
    {
        var lines = Text.Split('\n').Select(line => $"<p style=\"margin:0 0 6px\">{WebUtility.HtmlEncode(line)}</p>");
        var button = Link is null ? "" : $"<p style=\"margin:16px 0 0\"><a href=\"{WebUtility.HtmlEncode(Link)}\">Open</a></p>";
        return $"<!DOCTYPE html><html><body style=\"font-family:sans-serif;font-size:15px\"><div style=\"border-left:4px solid #{Colour:X6};padding:4px 14px\">"
            + $"<p style=\"margin:0 0 10px;font-size:18px;font-weight:bold\">{WebUtility.HtmlEncode(Subject)}</p>{string.Concat(lines)}{button}</div></body></html>";
    }

    private static string Written(MailAddress address)
    {
        if (address.DisplayName.Length == 0) return $"<{address.Address}>";
        return $"{Encoded(address.DisplayName, quoted: true)} <{address.Address}>";
    }

    /// <summary>As it is when it is ASCII; otherwise RFC 2047 words of at most 75 characters, none of which cuts through a character.</summary>
    private static string Encoded(string text, bool quoted = false)
    {
        text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        if (text.All(c => c is >= ' ' and <= '~') && !text.Contains("=?", StringComparison.Ordinal) && text.Length < 900)
            return quoted ? '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + '"' : text;
        var words = new List<string>();
        var bytes = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes.Count + rune.Utf8SequenceLength > 45) Flush();
            bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }

        Flush();
        return string.Join("\r\n ", words);

        void Flush()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=");
            bytes.Clear();
        }
    }
}
