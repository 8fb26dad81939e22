import * as orders from '../../api/orders'

/** One line of a list: an order, and what the list says of it. */
export interface Row { key: string, order: orders.OrderItem, note?: string }

/** A list that a page shows, page by page. */
export interface List { name: string, load: (after: string | null) => Promise<orders.Page<Row>> }

/** A list of orders of the hotline's. */
export function orderList(name: orders.InboxList): List {
  return {
    name,
    load: async after => {
      const page = await orders.listInbox(name, after)
      return { items: page.items.map(({ order }) => ({ key: order.id, order })), next: page.next }
    },
  }
}

/** A list of what is asked on orders and waits for a decision. */
export function matterList(kind: orders.MatterKind): List {
  return {
    name: kind,
    load: async after => {
      const page = await orders.listMatters(kind, after)
      return {
        items: page.items.map(({ matter, order }) => ({
          key: matter.id, order, note: `${matter.orgName ?? matter.askedByName}：${matter.reason}`,
        })),
        next: page.next,
      }
    },
  }
}
