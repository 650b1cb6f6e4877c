/** The icons in use, by the name the interface calls them. */
import {
  Activity, ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Ban, Bell, Boxes, Building2, Calendar, ChartColumn, Check, ChevronDown,
  ChevronLeft, ChevronRight, ChevronUp, CircleAlert, CircleCheck, CircleHelp, ClipboardList, Clock, Columns3, Command,
  Copy, CornerDownLeft, Download, Ellipsis, ExternalLink, Eye, EyeOff, FileInput, FileText, Globe, GripVertical, Heart, History, Inbox, Info,
  Keyboard, KeyRound, Layers, LayoutGrid, ListFilter, LoaderCircle, Lock, LogOut, Mail, MapPin, Menu, MessageSquare,
  Monitor, Moon, Package, Pencil, Phone, PhoneCall, PhoneMissed, Plus, Printer, RefreshCw, RotateCcw, Search, Send, Settings,
  ShieldCheck, ShoppingCart, Sun, Table2, Trash2, TriangleAlert, Undo2, User, UserCog, UserPlus, Users, Wallet, X,
} from 'lucide'

export const icons = {
  activity: Activity, down: ArrowDown, left: ArrowLeft, right: ArrowRight, up: ArrowUp, ban: Ban, bell: Bell,
  products: Boxes, company: Building2, calendar: Calendar, analysis: ChartColumn, check: Check,
  'chevron-down': ChevronDown, 'chevron-left': ChevronLeft, 'chevron-right': ChevronRight, 'chevron-up': ChevronUp,
  alert: CircleAlert, success: CircleCheck, help: CircleHelp, orders: ClipboardList, clock: Clock, columns: Columns3,
  command: Command, copy: Copy, enter: CornerDownLeft, download: Download, more: Ellipsis, external: ExternalLink,
  eye: Eye, 'eye-off': EyeOff, document: FileText, site: Globe, grip: GripVertical, heart: Heart, journal: History,
  import: FileInput, inbox: Inbox, info: Info, keyboard: Keyboard, key: KeyRound, segment: Layers, grid: LayoutGrid, filter: ListFilter,
  busy: LoaderCircle, lock: Lock, 'log-out': LogOut, mail: Mail, place: MapPin, menu: Menu, message: MessageSquare,
  monitor: Monitor, moon: Moon, product: Package, edit: Pencil, phone: Phone, 'phone-call': PhoneCall,
  'phone-missed': PhoneMissed, plus: Plus, print: Printer, refresh: RefreshCw, restore: RotateCcw, search: Search,
  send: Send, settings: Settings, shield: ShieldCheck, cart: ShoppingCart, sun: Sun, table: Table2, remove: Trash2,
  warning: TriangleAlert, undo: Undo2, person: User, users: UserCog, 'add-person': UserPlus, people: Users,
  payment: Wallet, close: X,
} as const

export type IconName = keyof typeof icons
