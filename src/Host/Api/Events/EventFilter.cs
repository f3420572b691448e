using Platform.Kernel.Live;
using Platform.Kernel.Results;

namespace Platform.Host.Api.Events;

/// <summary>What one client wants to hear of.</summary>
internal sealed class EventFilter
{
    private const int MaxTopics = 50;
    private const int MaxLength = 200;

    private readonly string[] _topics;
    private readonly string? _subject;
    private readonly IReadOnlySet<string> _audiences;

    private EventFilter(string[] topics, string? subject, IReadOnlySet<string> audiences) =>
        (_topics, _subject, _audiences) = (topics, subject, audiences);

    /// <param name="topics">Comma-separated; <c>stream.*</c> is every topic of streams. None is all.</param>
    /// <param name="subject">An id; none is all.</param>
    /// <param name="audiences">The policies the listener satisfies.</param>
    public static Result<EventFilter> Parse(string? topics, string? subject, IReadOnlySet<string> audiences)
    {
        var words = (topics ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > MaxTopics || words.Any(w => w.Length > MaxLength || !IsTopic(w)))
            return Error.InvalidField("topics", "events.topics_invalid", $"topics takes up to {MaxTopics} names such as stream.checked or stream.*, separated by commas.");
        if (subject?.Length > MaxLength) return Error.InvalidField("subject", "events.subject_invalid", $"subject takes an id of up to {MaxLength} characters.");
        return new EventFilter(words, subject, audiences);
    }

    public bool Wants(LiveEvent liveEvent) =>
        _audiences.Contains(liveEvent.Audience)
        && (_subject is null || liveEvent.SubjectId == _subject)
        && (_topics.Length == 0 || Array.Exists(_topics, t => Matches(t, liveEvent.Topic)));

    private static bool Matches(string wanted, string topic) => wanted.EndsWith('*')
        ? topic.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : topic == wanted;

    private static bool IsTopic(string word) =>
        word == "*" || (word.EndsWith(".*", StringComparison.Ordinal) ? word[..^2] : word).All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
