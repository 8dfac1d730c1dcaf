package dev.gatehouse.entitlement.grant;

import java.util.ArrayList;
import java.util.List;

/** Lists that are never changed in place. */
final class Lists {
  private Lists() {}

  static <T> List<T> append(List<T> list, T last) {
    List<T> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }
}
