namespace Platform.Kernel.Api;

/// <summary>The one shape of every list in the API.</summary>
/// <param name="Items">The items of this page.</param>
/// <param name="NextCursor">Pass as <c>?cursor=</c> for the next page; null on the last.</param>
public sealed record CursorPage<T>(IReadOnlyList<T> Items, string? NextCursor);
