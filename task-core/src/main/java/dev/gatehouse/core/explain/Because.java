package dev.gatehouse.core.explain;

import dev.gatehouse.core.facts.Person;
import dev.gatehouse.core.policy.EntitlementRef;

/** Why somebody is asked in a step. */
public sealed interface Because {
  /** The reason in words, such as {@code manager of Ann}. */
  String words();

  /** The step names them. */
  record Named() implements Because {
    @Override
    public String words() {
      return "named in the step";
    }
  }

  /** They manage the person concerned. */
  record ManagerOf(Person person) implements Because {
    @Override
    public String words() {
      return "manager of " + person.displayName();
    }
  }

  /** They own the app. */
  record OwnerOfApp() implements Because {
    @Override
    public String words() {
      return "owner of the app";
    }
  }

  /** They own the entitlement. */
  record OwnerOfEntitlement() implements Because {
    @Override
    public String words() {
      return "owner of the entitlement";
    }
  }

  /** They own the resource that the entitlement belongs to. */
  record OwnerOfResource() implements Because {
    @Override
    public String words() {
      return "owner of the resource";
    }
  }

  /** The access is theirs. */
  record Concerned() implements Because {
    @Override
    public String words() {
      return "the person concerned";
    }
  }

  /** They hold an entitlement. */
  record MemberOf(EntitlementRef group) implements Because {
    @Override
    public String words() {
      return "holds the entitlement %s of the app %s".formatted(group.id(), group.appId());
    }
  }

  /** An expression found them. */
  record FoundBy(String expression) implements Because {
    @Override
    public String words() {
      return "found by the expression " + expression;
    }
  }

  /** They are asked in the place of an agent. */
  record InsteadOfAgent() implements Because {
    @Override
    public String words() {
      return "named for an agent that cannot answer";
    }
  }

  /** Nobody was found who comes before them. */
  record Fallback(Because reason) implements Because {
    @Override
    public String words() {
      return "fallback: " + reason.words();
    }
  }

  /** They stand in for somebody who would be asked. */
  record StandsInFor(Person person, Because reason) implements Because {
    @Override
    public String words() {
      return "stands in for %s (%s)".formatted(person.displayName(), reason.words());
    }
  }

  /** Nobody else was found. */
  record LastResort() implements Because {
    @Override
    public String words() {
      return "super admin as the last resort";
    }
  }

  /** They are asked on this task, but would not be if the step began now. */
  record AskedBefore() implements Because {
    @Override
    public String words() {
      return "asked when the step began";
    }
  }
}
