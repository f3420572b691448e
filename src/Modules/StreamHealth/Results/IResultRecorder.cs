using Platform.StreamHealth.Checks.Reporting;
using Platform.StreamHealth.Data;

namespace Platform.StreamHealth.Results;

/// <summary>
/// What a feature keeps of a check. It writes through the recording's context, inside the transaction that stores the
/// result, so that either everything of a check is kept or nothing. A write may be repeated with a new recording after a
/// locked database; nothing may be remembered outside the context.
/// </summary>
internal interface IResultRecorder
{
    /// <summary>Lower runs first: 0 the monitor's state, 100 what is derived from it.</summary>
    int Order { get; }

    Task RecordAsync(ResultRecording recording, CancellationToken cancellationToken);
}

/// <summary>A result that is being stored.</summary>
/// <param name="Db">In a transaction; the recorder saves its own changes.</param>
/// <param name="Result">Already written.</param>
/// <param name="Report">The whole report of the check.</param>
internal sealed record ResultRecording(StreamHealthDb Db, CheckResult Result, CheckReport Report)
{
    private readonly List<Action> _afterCommit = [];

    /// <summary>Something to tell or wake once the transaction is through; must not throw and must not wait.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    public void Committed() => _afterCommit.ForEach(action => action());
}
