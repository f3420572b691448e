using System.Net;
using Platform.Kernel.Results;

namespace Platform.Media.Urls;

/// <summary>One try to connect to one address.</summary>
/// <param name="Address">One of the URL's pinned addresses.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Error">Null when it was accepted; codes as <see cref="GuardedConnector.ConnectAsync(GuardedUrl, TimeSpan, CancellationToken)"/> has them.</param>
public sealed record ConnectAttempt(IPAddress Address, TimeSpan Time, Error? Error);
