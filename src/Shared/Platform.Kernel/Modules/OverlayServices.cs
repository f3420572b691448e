using System.Collections;
using Microsoft.Extensions.DependencyInjection;

namespace Platform.Kernel.Modules;

/// <summary>A service collection that reads through to the host's but writes to a module's own, so that a failing module leaves nothing behind.</summary>
internal sealed class OverlayServices(IServiceCollection below, IServiceCollection own) : IServiceCollection
{
    public int Count => below.Count + own.Count;

    public bool IsReadOnly => false;

    public ServiceDescriptor this[int index]
    {
        get => index < below.Count ? below[index] : own[index - below.Count];
        set => throw OnlyAdds();
    }

    public void Add(ServiceDescriptor item) => own.Add(item);

    public bool Contains(ServiceDescriptor item) => own.Contains(item) || below.Contains(item);

    public void CopyTo(ServiceDescriptor[] array, int arrayIndex)
    {
        foreach (var descriptor in this) array[arrayIndex++] = descriptor;
    }

    public IEnumerator<ServiceDescriptor> GetEnumerator() => below.Concat(own).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public int IndexOf(ServiceDescriptor item) => below.IndexOf(item) is >= 0 and var at ? at : own.IndexOf(item) is >= 0 and var mine ? below.Count + mine : -1;

    public bool Remove(ServiceDescriptor item) => own.Remove(item) || (below.Contains(item) ? throw OnlyAdds() : false);

    public void RemoveAt(int index)
    {
        if (index < below.Count) throw OnlyAdds();
        own.RemoveAt(index - below.Count);
    }

    public void Insert(int index, ServiceDescriptor item) => throw OnlyAdds();

    public void Clear() => throw OnlyAdds();

    private static InvalidOperationException OnlyAdds() => new("A module may add services, not change those of others.");
}
