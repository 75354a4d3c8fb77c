package countersign.console.view;

import java.util.Map;

/** Addresses of the static files, by their plain names; the address carries the content's hash. */
public record Assets(Map<String, String> addresses) {
    public Assets {
        addresses = Map.copyOf(addresses);
    }

    public String address(String name) {
        var address = addresses.get(name);
        if (address == null) throw new IllegalArgumentException("no static file " + name);
        return address;
    }
}
