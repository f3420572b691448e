namespace Platform.Console;

/// <summary>
/// One thing a newcomer does once, offered on Home until it is done or the list is put away. Found by its type.
/// </summary>
public interface IFirstStep
{
    /// <summary>Lower comes first.</summary>
    int Order { get; }

    /// <summary>What to do: "Watch a stream".</summary>
    string Title { get; }

    /// <summary>Why, one sentence.</summary>
    string Text { get; }

    /// <summary>Page where it is done, without a leading slash.</summary>
    string Href { get; }

    /// <summary>The policy a person needs to do it; others are not bothered with it.</summary>
    string Policy { get; }

    /// <summary>Whether it has been done.</summary>
    Task<bool> IsDoneAsync(CancellationToken cancellationToken);
}
